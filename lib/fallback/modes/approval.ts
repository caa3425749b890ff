import "server-only";
import { type Context, mayAct } from "@/lib/auth/context";
import type { OwnBudgets } from "@/lib/domain/fallback/budget";
import { budgetWithin } from "@/lib/domain/fallback/budget";
import { refusal } from "@/lib/errors";
import { type Expected, expectedOf } from "@/lib/fallback/modes/expected";
import { type DefaultsRow, findDefaults } from "@/lib/fallback/modes/store";
import type { RuleRow } from "@/lib/fallback/rules/store";

/** Whether what is expected is more than one press of a button may bring about without an admin. */
export function needsApproval(
  ctx: Context,
  { approvalCount, approvalMicros }: Pick<DefaultsRow, "approvalCount" | "approvalMicros">,
  expected: Expected | null,
  mostMicros: number,
): boolean {
  if (mayAct(ctx.role, "admin") || !expected) return false;
  return (
    (approvalCount !== null && expected.people > approvalCount) ||
    (approvalMicros !== null && Math.min(expected.costMicros, mostMicros) > Number(approvalMicros))
  );
}

/** What the rules together may spend on a campaign at most. */
export const mostMicrosOf = (rules: readonly RuleRow[], { campaignMicros }: OwnBudgets): number =>
  Math.max(
    0,
    ...rules.map(({ definition }) => budgetWithin(campaignMicros, definition.limits.campaignBudgetMicros)),
  );

/** @throws AppError forbidden above the workspace's approval limits, unless an admin asks */
export async function requireApproval(
  ctx: Context,
  campaignId: number,
  rules: readonly RuleRow[],
  budgets: OwnBudgets,
  now: number,
): Promise<void> {
  const limits = await findDefaults(ctx.workspaceId);
  if (mayAct(ctx.role, "admin") || (limits.approvalCount === null && limits.approvalMicros === null)) return;
  const expected = await expectedOf(ctx, campaignId, rules, now);
  if (needsApproval(ctx, limits, expected, mostMicrosOf(rules, budgets)))
    throw refusal(
      "forbidden",
      "approval_needed_automatic",
      "By what your messages brought so far, this reaches more people or costs more than an operator may send at once. An admin must switch it.",
    );
}
