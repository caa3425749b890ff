import type { Counters } from "@/lib/domain/campaign/counters";
import { quantity, ratio } from "@/lib/domain/campaign/metrics";

/** What fallbacks of a group of messages came to. Every count is of messages; money is in millionths. */
export type FallbackCounters = {
  /** A fallback was called for, whatever came of it. */
  readonly triggered: number;
  /** Of these: not rejected (any more). */
  readonly calledForElse: number;
  /** Kept without fallback by a rule, to measure what it brings. */
  readonly heldOut: number;
  /** At least one attempt left. */
  readonly sentTo: number;
  /** Not delivered on WhatsApp when the fallback left, and reached by it. */
  readonly recoveredBySms: number;
  readonly recoveredByCall: number;
  /** Of the recovered: delivered on WhatsApp later as well. */
  readonly doubleTouchedBySms: number;
  readonly doubleTouchedByCall: number;
  readonly spentMicros: number;
  readonly doubleTouchedMicros: number;
};

export const FALLBACK_COUNTERS = [
  "triggered",
  "calledForElse",
  "heldOut",
  "sentTo",
  "recoveredBySms",
  "recoveredByCall",
  "doubleTouchedBySms",
  "doubleTouchedByCall",
  "spentMicros",
  "doubleTouchedMicros",
] as const satisfies readonly (keyof FallbackCounters)[];

export const NO_FALLBACK: FallbackCounters = {
  triggered: 0,
  calledForElse: 0,
  heldOut: 0,
  sentTo: 0,
  recoveredBySms: 0,
  recoveredByCall: 0,
  doubleTouchedBySms: 0,
  doubleTouchedByCall: 0,
  spentMicros: 0,
  doubleTouchedMicros: 0,
};

/** Totals of several groups; of none: all zero. */
export function sumFallbacks(groups: Iterable<FallbackCounters>): FallbackCounters {
  const total = { ...NO_FALLBACK };
  for (const group of groups) for (const name of FALLBACK_COUNTERS) total[name] += group[name];
  return total;
}

export const recovered = (f: FallbackCounters): number => f.recoveredBySms + f.recoveredByCall;
export const doubleTouched = (f: FallbackCounters): number => f.doubleTouchedBySms + f.doubleTouchedByCall;

/** Reached by the fallback alone: who has the message on WhatsApp as well counts there. */
export const netBySms = (f: FallbackCounters): number => f.recoveredBySms - f.doubleTouchedBySms;
export const netByCall = (f: FallbackCounters): number => f.recoveredByCall - f.doubleTouchedByCall;
export const netRecovered = (f: FallbackCounters): number => netBySms(f) + netByCall(f);

/** Money went out, and nobody was missed: all of it was for sends that follow a delivery, as a flow may have them. */
export const onlyFollowsDelivery = (f: FallbackCounters): boolean => f.triggered === 0 && f.spentMicros > 0;

/** Rejected now, or a fallback was called for: those whom a fallback could recover. */
export const missed = (counters: Counters, f: FallbackCounters): number =>
  quantity(counters, "rejected") + f.calledForElse;

/** @returns in [0, 1], or null where nobody was missed. */
export const recoveryRate = (counters: Counters, f: FallbackCounters): number | null =>
  ratio(recovered(f), missed(counters, f));

/** Delivered on any channel; nobody counts twice. */
export const reached = (counters: Counters, f: FallbackCounters): number =>
  counters.delivered + netRecovered(f);

/** Reach = delivered on any channel ÷ attempted; null where nothing was attempted. */
export const reach = (counters: Counters, f: FallbackCounters): number | null =>
  ratio(reached(counters, f), counters.attempted);

/** What the reach would be had nobody been sent a fallback. */
export const reachWithout = (counters: Counters): number | null =>
  ratio(counters.delivered, counters.attempted);
