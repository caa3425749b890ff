export type Spending = {
  readonly spentMicros: number;
  /** Null or 0: none is set. */
  readonly budgetMicros: number | null;
};

/** Share of a budget that is spent, where it has reached the threshold; else null. */
export function usedBudget({ spentMicros, budgetMicros }: Spending, percent: number): number | null {
  if (budgetMicros === null || budgetMicros <= 0) return null;
  const used = spentMicros / budgetMicros;
  return used >= percent / 100 ? used : null;
}
