import type { Counters } from "@/lib/domain/campaign/counters";
import { ratio } from "@/lib/domain/campaign/metrics";
import { type FallbackCounters, netByCall, netBySms } from "./people";

/** By which channel somebody has the message; with "nobody" they make up all that were attempted. */
export type ReachPart = "onWhatsApp" | "bySms" | "byCall" | "notReached";

/**
 * Attempted messages by the channel that reached the person, and those that nothing reached yet. Who was
 * reached on a fallback and on WhatsApp later counts for WhatsApp.
 */
export function reachOf(
  counters: Counters,
  fallback: FallbackCounters,
): readonly { readonly part: ReachPart; readonly count: number; readonly share: number | null }[] {
  const { attempted, delivered } = counters;
  const [sms, call] = [netBySms(fallback), netByCall(fallback)];
  const parts = [
    ["onWhatsApp", delivered],
    ["bySms", sms],
    ["byCall", call],
    ["notReached", attempted - delivered - sms - call],
  ] as const;
  return parts.map(([part, count]) => ({ part, count, share: ratio(count, attempted) }));
}
