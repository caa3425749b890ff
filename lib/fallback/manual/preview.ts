import "server-only";
import type { ClientBase } from "pg";
import { requireRole } from "@/lib/auth/authorise";
import { type Context, mayAct } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { refusal } from "@/lib/errors";
import type { ShownWhy } from "@/lib/fallback/attempts/choices";
import { type Assessed, assess } from "@/lib/fallback/manual/assess";
import { MAX_BATCH } from "@/lib/fallback/manual/batch-size";
import type { ManualPreview, PreviewInput } from "@/lib/fallback/manual/contract";
import {
  type ApprovalLimits,
  approvalLimits,
  findCandidates,
  type RuleInForce,
  rulesInForce,
} from "@/lib/fallback/manual/store";
import { rejectedIds } from "@/lib/rejected/rejected-ids";

/**
 * Who would be reached now, who is skipped and why, and what it would cost; sends nothing.
 * @throws AppError forbidden, too_large, conflict (fallbacks are off, or there is no rule), invalid_input
 */
export async function previewManual(
  ctx: Context,
  input: PreviewInput,
  now = Date.now(),
): Promise<ManualPreview> {
  requireRole(ctx, "operator");
  const messageIds = await chosenIds(ctx, input);
  const found = await inTransaction(pool(), (client) =>
    assessChoice(client, ctx, messageIds, input.ruleId, now),
  );
  return previewOf(ctx, found);
}

/** @throws AppError too_large: a batch that nobody can look over is no batch for one press of a button */
export async function chosenIds(
  ctx: Context,
  { filter, messageIds }: PreviewInput,
): Promise<readonly string[]> {
  if (messageIds) return messageIds;
  const found = await rejectedIds(ctx, filter ?? {}, MAX_BATCH + 1);
  if (found.length <= MAX_BATCH) return found;
  throw refusal(
    "too_large",
    "too_many_chosen",
    "The filter finds more than 10,000 messages. Narrow it, for example to a day, a reason or a country, and send in parts.",
  );
}

export type Found = {
  readonly assessed: readonly Assessed[];
  readonly rules: readonly RuleInForce[];
  readonly limits: ApprovalLimits;
};

export async function assessChoice(
  client: ClientBase,
  ctx: Context,
  messageIds: readonly string[],
  ruleId: number | undefined,
  now: number,
): Promise<Found> {
  const rules = await rulesInForce(client, ctx.workspaceId);
  if (ruleId !== undefined && !rules.some(({ id }) => id === ruleId))
    throw refusal(
      "not_found",
      "rule_not_usable",
      "There is no such rule in this workspace, or it is archived.",
    );
  const candidates = await findCandidates(client, ctx.workspaceId, messageIds, ruleId ?? null);
  if (candidates.length === 0)
    throw refusal(
      "conflict",
      "none_rejected",
      "None of the chosen messages is rejected any more. Reload the list and choose again.",
    );
  const assessed = await assess(client, ctx.workspaceId, candidates, rules, now);
  refuseHopeless(assessed);
  return { assessed, rules, limits: await approvalLimits(client, ctx.workspaceId) };
}

/** Nothing to look over where the same switch stops everybody: say which one. */
function refuseHopeless(assessed: readonly Assessed[]): void {
  const everybody = (why: ShownWhy): boolean =>
    assessed.every(({ decision }) => decision.kind === "skip" && decision.why === why);
  const names = [...new Set(assessed.map(({ candidate }) => candidate.campaignName))];
  const about = { campaigns: names.length, name: names[0] ?? "" };
  const of = names.length === 1 ? `the campaign “${names[0]}”` : "these campaigns";
  if (everybody("campaign_switched_off"))
    throw refusal(
      "conflict",
      "fallbacks_off",
      `Fallbacks of ${of} are off. Switch to manual or automatic on the campaign's page first.`,
      about,
    );
  if (everybody("bad_rule"))
    throw refusal(
      "conflict",
      "no_rule_for",
      `There is no fallback rule for ${of}. Choose one, or make one in the settings.`,
      about,
    );
}

export const willBePlanned = ({ decision }: Assessed): boolean =>
  decision.kind === "send" || decision.kind === "wait";

/** Sums are at most: every later step for everyone. */
export function needsApproval({ assessed, limits }: Pick<Found, "assessed" | "limits">): boolean {
  const planned = assessed.filter(willBePlanned);
  const micros = planned.reduce((sum, one) => sum + (one.prepared?.estimateMicros ?? 0) + one.laterMicros, 0);
  return (
    (limits.count !== null && planned.length > limits.count) ||
    (limits.micros !== null && micros > limits.micros)
  );
}

function previewOf(ctx: Context, found: Found): ManualPreview {
  const { assessed, rules } = found;
  const planned = assessed.filter(willBePlanned);
  const countries = countriesOf(planned);
  return {
    chosen: assessed.length,
    send: planned.length,
    skipped: skippedOf(assessed),
    quiet: quietOf(planned),
    halted: assessed.some(({ candidate }) => candidate.halted),
    repeats: planned.filter(({ candidate }) => candidate.lastCycle !== null).length,
    segments: countries.reduce((sum, { segments }) => sum + segments, 0),
    countries,
    micros: countries.reduce((sum, { micros }) => sum + micros, 0),
    laterMicros: planned.reduce((sum, { laterMicros }) => sum + laterMicros, 0),
    currency: found.limits.currency,
    needsAdmin: !mayAct(ctx.role, "admin") && needsApproval(found),
    rules: rules.map(({ id, name }) => ({ id: String(id), name })),
    usedRules: [...new Set(assessed.flatMap(({ rule }) => (rule ? [String(rule.id)] : [])))],
  };
}

/** Most frequent first. */
function skippedOf(assessed: readonly Assessed[]): ManualPreview["skipped"] {
  const counts = new Map<ShownWhy, number>();
  for (const { decision } of assessed)
    if (decision.kind === "skip" || decision.kind === "cancel")
      counts.set(decision.why, (counts.get(decision.why) ?? 0) + 1);
  return [...counts].map(([why, people]) => ({ why, people })).sort((a, b) => b.people - a.people);
}

function quietOf(planned: readonly Assessed[]): ManualPreview["quiet"] {
  const openings = planned.flatMap(({ decision }) =>
    decision.kind === "wait" && decision.why === "quiet_hours" ? [decision.until] : [],
  );
  if (openings.length === 0) return null;
  const iso = (time: number): string => new Date(time).toISOString();
  const [first, last] = openings.reduce<[number, number]>(
    ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
    [Number.POSITIVE_INFINITY, 0],
  );
  return { people: openings.length, opensAt: iso(first), lastOpensAt: iso(last) };
}

/** Most expensive first. */
function countriesOf(planned: readonly Assessed[]): ManualPreview["countries"] {
  const sums = new Map<string | null, { people: number; segments: number; micros: number }>();
  for (const { candidate, prepared } of planned) {
    const sum = sums.get(candidate.country) ?? { people: 0, segments: 0, micros: 0 };
    sums.set(candidate.country, {
      people: sum.people + 1,
      segments: sum.segments + (prepared?.segments ?? 0),
      micros: sum.micros + (prepared?.estimateMicros ?? 0),
    });
  }
  return [...sums]
    .map(([country, sum]) => ({ country, ...sum }))
    .sort((a, b) => b.micros - a.micros || b.people - a.people);
}
