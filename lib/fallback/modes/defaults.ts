import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { type Db, transaction } from "@/lib/db/transaction";
import { NO_OWN_BUDGETS } from "@/lib/domain/fallback/budget";
import { AppError } from "@/lib/errors";
import type { FallbackDefaults, SaveDefaultsInput } from "@/lib/fallback/modes/contract";
import { viewHalted } from "@/lib/fallback/modes/halt";
import { obstaclesOf, requireNoObstacles } from "@/lib/fallback/modes/obstacles";
import type { UnknownPolicy } from "@/lib/fallback/modes/policies";
import {
  countAutomatic,
  type DefaultsRow,
  findDefaults,
  lockByDefault,
  lockDefaults,
  restartByDefault,
  updateDefaults,
} from "@/lib/fallback/modes/store";
import { shareRule } from "@/lib/fallback/rules/store";

export async function getFallbackDefaults(ctx: Context): Promise<FallbackDefaults> {
  requireRole(ctx, "operator");
  return view(await findDefaults(ctx.workspaceId));
}

/**
 * Changes what is given. What automatic campaigns lean on can't be pulled away from under them.
 * @throws AppError forbidden, invalid_input, conflict
 */
export async function saveFallbackDefaults(
  ctx: Context,
  input: SaveDefaultsInput,
  now = Date.now(),
): Promise<FallbackDefaults> {
  requireRole(ctx, "admin");
  const { ruleId, approvalMicros, ...rest } = input;
  const row = await transaction(async (db) => {
    const before = await lockDefaults(db, ctx.workspaceId);
    if (ruleId !== undefined) await lockByDefault(db, ctx.workspaceId);
    const automatic = await countAutomatic(db, ctx.workspaceId);
    if (rest.currency !== undefined && rest.currency !== before.currency) requireNone(automatic.all);
    if (ruleId !== undefined && ruleId !== before.fallbackRuleId)
      await changeRule(db, ctx, ruleId, automatic.byDefault, now);
    const after = await updateDefaults(db, ctx.workspaceId, {
      ...rest,
      ...(ruleId === undefined ? {} : { fallbackRuleId: ruleId }),
      ...(approvalMicros === undefined
        ? {}
        : { approvalMicros: approvalMicros === null ? null : BigInt(approvalMicros) }),
    });
    await audit(ctx, "fallback.defaults_changed", undefined, { ...input }, db);
    return after;
  });
  return view(row);
}

function requireNone(automatic: number): void {
  if (automatic === 0) return;
  throw new AppError(
    "conflict",
    `${automatic} campaigns send by themselves, within budgets of the present currency. Switch them to manual first.`,
    {
      problems: [
        { path: "currency", code: "currency_in_use", message: "Switch automatic campaigns to manual first." },
      ],
    },
  );
}

async function changeRule(
  db: Db,
  ctx: Context,
  ruleId: number | null,
  dependants: number,
  now: number,
): Promise<void> {
  const rule = ruleId === null ? null : await shareRule(db, ctx.workspaceId, ruleId);
  if (ruleId !== null && (!rule || rule.archivedAt))
    throw new AppError("invalid_input", "`ruleId`: There is no such rule. Choose one of the list.", {
      problems: [
        { path: "ruleId", code: "no_rule", message: "There is no such rule. Choose one of the list." },
      ],
    });
  if (dependants === 0) return;
  const problems = await obstaclesOf(ctx.workspaceId, rule ? [rule] : [], NO_OWN_BUDGETS, now);
  // Budgets are no field of this form: what lacks is said of the whole.
  requireNoObstacles(problems.map((one) => (one.path === "ruleId" ? one : { ...one, path: "mode" })));
  await restartByDefault(db, ctx.workspaceId);
}

const view = (row: DefaultsRow): FallbackDefaults => ({
  ruleId: row.fallbackRuleId === null ? null : String(row.fallbackRuleId),
  currency: row.currency,
  unknownPolicy: row.unknownPolicy as UnknownPolicy,
  approvalCount: row.approvalCount,
  approvalMicros: row.approvalMicros === null ? null : Number(row.approvalMicros),
  halted: viewHalted(row),
});
