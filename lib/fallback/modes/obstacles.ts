import "server-only";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError, type FieldProblem } from "@/lib/errors";
import { checkRule } from "@/lib/fallback/rules/check-rule";
import type { RuleRow } from "@/lib/fallback/rules/store";
import { workspacePrices } from "@/lib/prices/workspace-prices";

/** What must be put right before a rule may send by itself; empty when nothing must. */
export async function obstaclesOf(
  workspaceId: WorkspaceId,
  rule: RuleRow | null,
  now: number,
): Promise<FieldProblem[]> {
  if (!rule || rule.archivedAt)
    return [
      {
        path: "ruleId",
        code: "no_rule",
        message:
          "There is no rule in force. Choose one for this campaign, or a default in Settings › Fallbacks.",
      },
    ];
  const broken = await checkRule(workspaceId, rule.definition);
  return [
    ...broken.slice(0, 1).map(
      ({ message }): FieldProblem => ({
        path: "mode",
        code: "rule_broken",
        message: `The rule “${rule.name}” can't send any more: ${message} Change it in Settings › Fallbacks.`,
      }),
    ),
    ...missingBudgets(rule.definition),
    ...(await missingPrices(workspaceId, rule.definition, now)),
  ];
}

function missingBudgets({ limits }: Rule): FieldProblem[] {
  if (limits.campaignBudgetMicros > 0 && limits.dayBudgetMicros > 0) return [];
  const message =
    "The rule has no budget. Say in Settings › Fallbacks what it may spend on a campaign and in a day.";
  return [{ path: "mode", code: "no_budget", message }];
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
