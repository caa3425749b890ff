/** Budgets in millionths of the workspace's currency. */
export type OwnBudgets = {
  /** Of the campaign alone, in all and in a day; null: what its rule says. */
  readonly campaignMicros: number | null;
  readonly dayMicros: number | null;
};

export const NO_OWN_BUDGETS: OwnBudgets = { campaignMicros: null, dayMicros: null };

/** A campaign's own budget within its rule's; a rule without one has 0. */
export function budgetWithin(own: number | null, ofRule: number): number {
  if (own === null) return ofRule;
  return ofRule > 0 ? Math.min(own, ofRule) : own;
}
