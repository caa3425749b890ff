import "server-only";
import type { ClientBase } from "pg";
import type { Decision } from "@/lib/domain/fallback/decide";
import type { WorkspaceId } from "@/lib/domain/ids";
import { CHANNELS } from "@/lib/domain/message/status";
import { decisionOf } from "@/lib/fallback/dispatch/claim";
import { inputOf } from "@/lib/fallback/dispatch/dispatcher";
import { laneContext } from "@/lib/fallback/dispatch/lane-context";
import { type PrepareContext, type Prepared, prepareStep } from "@/lib/fallback/dispatch/prepare";
import { type DueAttempt, spentOf } from "@/lib/fallback/dispatch/store";
import { type Candidate, type RuleInForce, triesOf } from "@/lib/fallback/manual/store";

/** What would become of one chosen message if its fallback left now. */
export type Assessed = {
  readonly candidate: Candidate;
  readonly decision: Decision;
  /** Null where there is no rule. */
  readonly rule: RuleInForce | null;
  readonly prepared: Prepared | null;
  /** Estimates of the rule's later steps together. */
  readonly laterMicros: number;
};

type World = {
  readonly workspaceId: WorkspaceId;
  readonly now: number;
  readonly contexts: ReadonlyMap<number, PrepareContext>;
  readonly spent: Map<number, { campaign: number; day: number }>;
  /** By channel's index, then by person. */
  readonly tried: ReadonlyMap<number, Map<string, number>>;
};

/** Goes through the chosen as the dispatcher would, with its own functions: each one that leaves changes what the next may. */
export async function assess(
  client: ClientBase,
  workspaceId: WorkspaceId,
  candidates: readonly Candidate[],
  rules: readonly RuleInForce[],
  now: number,
): Promise<Assessed[]> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const used = new Set(candidates.flatMap(({ ruleId }) => (ruleId === null ? [] : (byId.get(ruleId) ?? []))));
  const people = [...new Set(candidates.flatMap(({ recipient }) => recipient ?? []))];
  const connectionIds = new Set([...used].flatMap(({ rule }) => rule.steps.map((step) => step.connectionId)));
  const contexts = new Map<number, PrepareContext>();
  for (const id of connectionIds) contexts.set(id, await laneContext(workspaceId, id));
  const tried = new Map<number, Map<string, number>>();
  for (const channel of [1, 2]) tried.set(channel, await triesOf(client, workspaceId, channel, people));
  const campaignIds = [...new Set(candidates.map(({ campaignId }) => campaignId))];
  const spent = await spentOf(client, workspaceId, campaignIds);
  const world: World = { workspaceId, now, contexts, spent, tried };
  return candidates.map((candidate) =>
    assessOne(candidate, candidate.ruleId === null ? null : (byId.get(candidate.ruleId) ?? null), world),
  );
}

function assessOne(candidate: Candidate, rule: RuleInForce | null, world: World): Assessed {
  const nothing = { candidate, rule, prepared: null, laterMicros: 0 };
  if (candidate.mode === "off")
    return { ...nothing, decision: { kind: "skip", why: "campaign_switched_off" } };
  const step = rule?.rule.steps[0];
  if (!rule || !step) return { ...nothing, decision: { kind: "skip", why: "bad_rule" } };
  const attempt = dueAttemptOf(candidate, rule, world.now);
  const prepared = prepare(attempt, 0, world);
  const channel = CHANNELS.indexOf(step.channel);
  const money = world.spent.get(candidate.campaignId) ?? { campaign: 0, day: 0 };
  const decision = decisionOf(attempt, prepared, money, world.tried.get(channel), world.now);
  if (decision.kind !== "send" && decision.kind !== "wait") return { ...nothing, prepared, decision };
  const micros = prepared.estimateMicros ?? 0;
  world.spent.set(candidate.campaignId, { campaign: money.campaign + micros, day: money.day + micros });
  world.tried.get(channel)?.set(attempt.recipient as string, world.now);
  const later = rule.rule.steps
    .slice(1)
    .map((_, at) => prepare(attempt, at + 1, world).estimateMicros ?? 0)
    .reduce((sum, each) => sum + each, 0);
  return { candidate, rule, prepared, decision, laterMicros: later };
}

function prepare(attempt: DueAttempt, position: number, { contexts, now }: World): Prepared {
  const step = attempt.rule.steps[position];
  const context = step && contexts.get(step.connectionId);
  if (!step || !context) return { sender: null, request: null, segments: null, estimateMicros: null };
  return prepareStep(step, inputOf(attempt), context, now);
}

/** Ids of attempts are made when they are planned; nothing that is decided depends on them. */
const dueAttemptOf = (candidate: Candidate, { id, rule }: RuleInForce, now: number): DueAttempt => ({
  ...candidate,
  id: "00000000-0000-4000-8000-000000000000",
  position: 0,
  cycle: 0,
  ruleId: id,
  rule,
  cause: "manual",
  triggeredAt: now,
  reached: false,
});
