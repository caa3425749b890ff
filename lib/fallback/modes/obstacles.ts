import "server-only";
import { budgetWithin, type OwnBudgets } from "@/lib/domain/fallback/budget";
import { formatMicros } from "@/lib/domain/fallback/price";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError, type FieldProblem } from "@/lib/errors";
import { checkRule } from "@/lib/fallback/rules/check-rule";
import type { RuleRow } from "@/lib/fallback/rules/store";
import { workspacePrices } from "@/lib/prices/workspace-prices";

/**
 * What must be put right before rules may send by themselves; empty when nothing must.
 * @param budgets - those of the campaign itself
 */
export async function obstaclesOf(
  workspaceId: WorkspaceId,
  rules: readonly RuleRow[],
  budgets: OwnBudgets,
  now: number,
): Promise<FieldProblem[]> {
  if (rules.length === 0)
    return [
      {
        path: "ruleId",
        code: "no_rule",
        message:
          "There is no rule in force. Choose one for this campaign, or a default in Settings › Fallbacks.",
      },
    ];
  const found: FieldProblem[] = [];
  for (const rule of rules)
    found.push(
      ...(await brokenParts(workspaceId, rule)),
      ...budgetProblems(rule, budgets),
      ...(await missingPrices(workspaceId, rule.definition, now)),
    );
  // The same is missing for several rules: once is enough.
  return found.filter(
    ({ path, code }, i) => found.findIndex((one) => one.path === path && one.code === code) === i,
  );
}

async function brokenParts(workspaceId: WorkspaceId, { name, definition }: RuleRow): Promise<FieldProblem[]> {
  const broken = await checkRule(workspaceId, definition);
  return broken.slice(0, 1).map(({ message }) => ({
    path: "mode",
    code: "rule_broken",
    message: `The rule “${name}” can't send any more: ${message} Change it in Settings › Fallbacks.`,
  }));
}

function budgetProblems({ name, definition: { limits } }: RuleRow, own: OwnBudgets): FieldProblem[] {
  const fields = [
    ["campaignBudgetMicros", own.campaignMicros, limits.campaignBudgetMicros],
    ["dayBudgetMicros", own.dayMicros, limits.dayBudgetMicros],
  ] as const;
  return fields.flatMap(([path, chosen, ofRule]) => {
    if (budgetWithin(chosen, ofRule) <= 0)
      return [
        { path, code: "no_budget", message: `The rule “${name}” has no budget. Say what may be spent.` },
      ];
    if (chosen !== null && ofRule > 0 && chosen > ofRule)
      return [
        {
          path,
          code: "budget_above_rule",
          message: `The rule “${name}” allows ${formatMicros(ofRule)} at most. Enter no more than that, or have an admin change the rule.`,
        },
      ];
    return [];
  });
}

/** A rule whose channel has no price at all would skip everybody, without a word on the campaign's page. */
async function missingPrices(
  workspaceId: WorkspaceId,
  { steps }: Rule,
  now: number,
): Promise<FieldProblem[]> {
  const { prices, currency } = await workspacePrices(workspaceId);
  const priced = new Set(
    prices
      .filter((price) => price.currency === currency && price.validFrom <= now)
      .map(({ channel }) => channel),
  );
  const missing = [...new Set(steps.map(({ channel }) => channel))].filter((channel) => !priced.has(channel));
  return missing.map((channel) => ({
    path: "mode",
    code: channel === "sms" ? "no_sms_price" : "no_voice_price",
    message: `There is no price for ${channel === "sms" ? "SMS" : "calls"} in ${currency}. Enter one under Settings › Prices, so that budgets can be kept.`,
  }));
}

/** @throws AppError conflict that names everything to put right */
export function requireNoObstacles(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  throw new AppError("conflict", problems.map(({ message }) => message).join(" "), { problems });
}
