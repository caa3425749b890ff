import type { ReasonClass } from "@/lib/domain/reason/classes";

/** What a rejection asks of the operator; every rejection is in exactly one group. */
export const GROUPS = ["fix", "fall_back", "wait", "leave", "decide"] as const;
export type Group = (typeof GROUPS)[number];

export type TopReason = { code: string; title: string; class: ReasonClass; rejected: number };

export type RejectedSummary = {
  total: number;
  byGroup: Readonly<Record<Group, number>>;
  byClass: Readonly<Record<ReasonClass, number>>;
  /** Most frequent first, one per code. */
  reasons: readonly TopReason[];
};
