import type { ClientBase, Pool } from "pg";
import { inTransaction, withRetry } from "@/lib/db/in-transaction";
import type { AttemptWhy } from "@/lib/domain/fallback/attempt";
import { type Decision, decide } from "@/lib/domain/fallback/decide";
import { type Rule, type Step, stepInstead } from "@/lib/domain/fallback/rule";
import { statusOfCycle } from "@/lib/domain/flow/cycle";
import { CHANNELS } from "@/lib/domain/message/status";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { HOUR, MINUTE, nextOpening } from "@/lib/domain/time";
import { holdDue } from "@/lib/fallback/dispatch/due-store";
import type { Prepared } from "@/lib/fallback/dispatch/prepare";
import {
  allowance,
  type DueAttempt,
  endPlanned,
  lastTries,
  markDispatching,
  postpone,
  spentOf,
  takeDue,
  takePace,
} from "@/lib/fallback/dispatch/store";
import { planNext } from "@/lib/fallback/ledger/store";
import { timeZonesOf } from "@/lib/phone/time-zones";

/** An attempt that is committed as `dispatching`: exactly one request may leave for it. */
export type Claimed = { readonly attempt: DueAttempt; readonly step: Step; readonly prepared: Prepared };

export type Lane = {
  readonly workspaceId: number;
  readonly connectionId: number;
  /** SMS or voice prices and whether the connection can send on the channel. */
  prepare(attempt: DueAttempt, step: Step, now: number): Prepared;
  /** Told when all is decided and nothing is committed. */
  reach?(moment: "deciding"): void;
};

/**
 * Takes what is due on one connection and decides about each in one transaction; the decision is committed
 * before a socket is opened. Budgets, the kill switch and a person's last try are read under locks, so that
 * of any number of dispatchers at a limit exactly as many pass as the limit allows.
 */
export function claimDue(
  pool: Pool,
  lane: Lane,
  limit: number,
  now: number,
): Promise<{ readonly claimed: readonly Claimed[]; readonly taken: number }> {
  const { workspaceId, connectionId } = lane;
  const claim = async (client: ClientBase) => {
    const allowed = await allowance(client, workspaceId, connectionId, limit);
    if (allowed === 0) return { claimed: [], taken: 0 };
    const due = await takeDue(client, workspaceId, connectionId, allowed);
    if (due.length === 0) return { claimed: [], taken: 0 };
    const claimed = await decideAll(client, lane, due, now);
    await takePace(client, workspaceId, connectionId, claimed.length);
    lane.reach?.("deciding");
    return { claimed, taken: due.length };
  };
  return withRetry(() => inTransaction(pool, claim));
}

async function decideAll(
  client: ClientBase,
  lane: Lane,
  due: readonly DueAttempt[],
  now: number,
): Promise<Claimed[]> {
  const { workspaceId } = lane;
  const spent = await spentOf(client, workspaceId, [...new Set(due.map(({ campaignId }) => campaignId))]);
  const people = due.flatMap(({ recipient }) => (recipient === null ? [] : [recipient]));
  const tried = new Map<number, Map<string, number>>();
  for (const channel of new Set(due.map((each) => channelOf(each))))
    tried.set(channel, await lastTries(client, workspaceId, channel, people));
  const claimed: Claimed[] = [];
  const waiting: (DueAttempt & Extract<Decision, { kind: "wait" }>)[] = [];
  const ended: Ended[] = [];
  for (const attempt of due) {
    const step = attempt.rule.steps[attempt.position];
    if (!step) {
      ended.push({ attempt, state: "skipped", why: "bad_rule" });
      continue;
    }
    const prepared = lane.prepare(attempt, step, now);
    const money = spent.get(attempt.campaignId) ?? { campaign: 0, day: 0 };
    const channel = channelOf(attempt);
    const decision = decisionOf(attempt, prepared, money, tried.get(channel), now);
    if (decision.kind === "send") {
      claimed.push({ attempt, step, prepared });
      const micros = prepared.estimateMicros ?? 0;
      spent.set(attempt.campaignId, { campaign: money.campaign + micros, day: money.day + micros });
      tried.get(channel)?.set(attempt.recipient as string, now);
    } else if (decision.kind === "wait") waiting.push({ ...attempt, ...decision });
    else
      ended.push({
        attempt,
        state: decision.kind === "cancel" ? "cancelled" : "skipped",
        why: decision.why,
      });
  }
  await end(client, workspaceId, ended, now);
  await setAside(client, lane, waiting);
  await markDispatching(
    client,
    workspaceId,
    claimed.map(({ attempt, prepared }) => ({
      id: attempt.id,
      campaignId: attempt.campaignId,
      recipient: attempt.recipient as string,
      estimateMicros: prepared.estimateMicros ?? 0,
      segments: prepared.segments,
    })),
  );
  return claimed;
}

type Ended = {
  readonly attempt: DueAttempt;
  readonly state: "cancelled" | "skipped";
  readonly why: AttemptWhy;
};

/** Ends what must not leave; where only its own step could not be, the next one takes over in the same transaction. */
async function end(
  client: ClientBase,
  workspaceId: number,
  ended: readonly Ended[],
  now: number,
): Promise<void> {
  await endPlanned(
    client,
    workspaceId,
    ended.map(({ attempt: { id }, state, why }) => ({ id, state, why })),
  );
  const nexts = ended.flatMap(({ attempt: { id, rule, position, cause }, why }) => {
    const step = stepInstead(rule, position, cause, why);
    return step ? [{ after: id, step, dueAt: now + step.waitMinutes * MINUTE }] : [];
  });
  await planNext(client, workspaceId, nexts);
}

/**
 * What waits for a time is looked at then. What waits for a person makes way, with all others of its kind that
 * are due: else those who may leave would queue behind them.
 */
async function setAside(
  client: ClientBase,
  { workspaceId, connectionId }: Lane,
  waiting: readonly (DueAttempt & Extract<Decision, { kind: "wait" }>)[],
): Promise<void> {
  const later = waiting.flatMap(({ id, why, until }) => (until === null ? [] : [{ id, why, until }]));
  await postpone(client, workspaceId, later);
  if (waiting.some(({ why }) => why === "halted")) await holdDue(client, workspaceId, connectionId, null);
  const stopped = waiting.filter(({ why }) => why === "stopped").map(({ campaignId }) => campaignId);
  if (stopped.length > 0) await holdDue(client, workspaceId, connectionId, [...new Set(stopped)]);
}

const channelOf = ({ rule, position }: DueAttempt): number =>
  rule.steps[position]?.channel === "voice" ? 2 : 1;

/** Pure, so that a preview decides as the dispatcher would. */
export function decisionOf(
  attempt: DueAttempt,
  prepared: Prepared,
  spent: { readonly campaign: number; readonly day: number },
  tried: ReadonlyMap<string, number> | undefined,
  now: number,
): Decision {
  const { rule, recipient } = attempt;
  const hours = rule.limits.perPersonHours;
  // What a flow's run began by is no reason against what the run sends.
  const began = attempt.cause === "flow" ? statusOfCycle(attempt.cycle) : null;
  const last = recipient === null ? undefined : tried?.get(recipient);
  return decide({
    now,
    halted: attempt.halted,
    campaignStopped: attempt.campaignStopped,
    // A mode acts where a rule is asked for; a flow's own sending steps are switched by the flow.
    mode: attempt.cause === "flow" ? "automatic" : attempt.mode,
    automatic: attempt.cause !== "manual",
    triggeredAt: attempt.triggeredAt,
    messageDelivered: attempt.delivered && began !== "delivered" && began !== "read",
    messageRead: attempt.read && began !== "read",
    waitsForRead: attempt.cause === "unread",
    reachedByOtherStep: attempt.reached,
    recipient,
    suppressed: attempt.suppression === "manual",
    optedOut: attempt.suppression === "opted_out" || saidStop(attempt),
    senderFault: attempt.code !== null && reasonOnWhatsApp(attempt) === "sender_fault",
    heldOut: false, // held out people get an ended row when the attempt is planned
    hasSender: prepared.sender !== null,
    missingValues: prepared.request === null,
    estimateMicros: prepared.estimateMicros,
    campaignSpentMicros: spent.campaign,
    daySpentMicros: spent.day,
    lastTriedAt: last !== undefined && hours > 0 && now - last < hours * HOUR ? last : null,
    opening: openingFor(attempt, rule, now),
    duringQuiet: rule.limits.quiet?.during ?? "wait",
    limits: rule.limits,
  });
}

const reasonOnWhatsApp = ({ provider, code }: DueAttempt) => reasonClassOf(provider ?? "", "whatsapp", code);

/**
 * The rejection itself says so, or what became of another attempt for the message: whether or not anybody has put
 * the number on the list. Who said stop to an SMS is not called; who declined a call may still be written to.
 */
function saidStop(attempt: DueAttempt): boolean {
  if (attempt.code !== null && reasonOnWhatsApp(attempt) === "opted_out") return true;
  return attempt.failures.some(({ provider: by, channel, code: reason }) => {
    const on = CHANNELS[channel] ?? "sms";
    const counts = on === "sms" || channel === channelOf(attempt);
    return counts && reasonClassOf(by, on, reason) === "opted_out";
  });
}

/** A registered zone is the person's own; else all zones in which the number may live. */
function openingFor(
  { recipient, timeZone, zoneRegistered, workspaceZone }: DueAttempt,
  rule: Rule,
  now: number,
): number | null {
  const { quiet } = rule.limits;
  if (!quiet || recipient === null) return now;
  const known = zoneRegistered && timeZone !== null ? [timeZone] : timeZonesOf(recipient);
  const zones = known.length > 0 ? known : [timeZone ?? workspaceZone];
  return nextOpening(now, zones, quiet);
}
