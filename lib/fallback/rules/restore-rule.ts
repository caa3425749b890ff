import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { RuleView } from "@/lib/fallback/rules/contract";
import { lockRule, updateRule } from "@/lib/fallback/rules/store";
import { requireRule, viewRule } from "@/lib/fallback/rules/view";

/**
 * Brings an archived rule back, in its version in force. It sends nothing by itself: what uses it was switched
 * off before it was archived. A repeat changes nothing.
 * @throws AppError forbidden, not_found
 */
export async function restoreRule(ctx: Context, { id }: { readonly id: number }): Promise<RuleView> {
  requireRole(ctx, "admin");
  const row = await transaction(async (db) => {
    const before = requireRule(await lockRule(db, ctx.workspaceId, id));
    if (!before.archivedAt) return before;
    await updateRule(db, ctx.workspaceId, id, { archivedAt: null });
    await audit(ctx, "fallback_rule.restored", before.name, undefined, db);
    return requireRule(await lockRule(db, ctx.workspaceId, id));
  });
  return viewRule(row);
}
