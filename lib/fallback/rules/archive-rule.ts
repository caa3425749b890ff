import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { refusal } from "@/lib/errors";
import { findFlowsNaming, lockRule, updateRule } from "@/lib/fallback/rules/store";
import { requireRule } from "@/lib/fallback/rules/view";

/**
 * Takes a rule out of use; attempts go on naming its versions. Refused while something depends on it, so
 * that no campaign stops reaching people without anybody noticing.
 * @throws AppError forbidden, not_found, conflict
 */
export async function archiveRule(ctx: Context, { id }: { id: number }, now = new Date()): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    const rule = requireRule(await lockRule(db, ctx.workspaceId, id));
    if (rule.archivedAt) return;
    if (rule.campaigns > 0)
      throw refusal(
        "conflict",
        "rule_in_use",
        `${rule.campaigns} campaigns use this rule. Give them another one, or switch their fallback off, first.`,
        { campaigns: rule.campaigns },
      );
    if (rule.isDefault)
      throw refusal(
        "conflict",
        "rule_is_default",
        "This is the workspace's default rule. Choose another default first.",
      );
    requireInNoFlow(await findFlowsNaming(db, ctx.workspaceId, id));
    await updateRule(db, ctx.workspaceId, id, { archivedAt: now });
    await audit(ctx, "fallback_rule.archived", rule.name, undefined, db);
  });
}

/** A step of a published flow that names an archived rule would do nothing, and nobody would notice. */
function requireInNoFlow(flows: readonly string[]): void {
  if (flows.length === 0) return;
  const names = flows.map((name) => `“${name}”`).join(", ");
  throw refusal(
    "conflict",
    "rule_in_flow",
    `The published ${flows.length === 1 ? "flow" : "flows"} ${names} fall back by this rule. Choose another rule in the step, or archive the flow, first.`,
    { flows: flows.length, names },
  );
}
