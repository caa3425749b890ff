type Budget = "campaign" | "day";

const COLUMN: Readonly<Record<Budget, string>> = {
  campaign: "fallback_budget_micros",
  day: "fallback_day_budget_micros",
};

/**
 * What automatic fallbacks may spend: the campaign's own budget within the rule's, and whichever there is where the
 * other has none (0); see `budgetWithin` of the domain.
 * @param c - the campaign's table in the query
 * @param v - that of the rule's version
 */
export const budgetOf = (budget: Budget, c: string, v: string): string =>
  `coalesce(least(${c}.${COLUMN[budget]}, nullif((${v}.definition #>> '{limits,${budget}BudgetMicros}')::bigint, 0)), 0)`;

/** An attempt's rule with the budgets that hold for it: those of the campaign are for what no person has asked for. */
export const ruleWithinBudget = (a: string, c: string, v: string): string => `CASE
  WHEN ${a}.cause IN ('manual', 'flow') OR coalesce(${c}.${COLUMN.campaign}, ${c}.${COLUMN.day}) IS NULL THEN ${v}.definition
  ELSE jsonb_set(${v}.definition, '{limits}', ${v}.definition -> 'limits' || jsonb_build_object(
    'campaignBudgetMicros', ${budgetOf("campaign", c, v)}, 'dayBudgetMicros', ${budgetOf("day", c, v)})) END`;
