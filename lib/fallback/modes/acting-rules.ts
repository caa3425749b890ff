import "server-only";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { findDefaults, findFlowRules } from "@/lib/fallback/modes/store";
import { findRule, type RuleRow, shareRule } from "@/lib/fallback/rules/store";

/** The campaign's own rule, or the workspace's; null where there is none, or it is archived. */
export async function ownRule(
  workspaceId: WorkspaceId,
  ruleId: number | null,
  db?: Db,
): Promise<RuleRow | null> {
  const inForce = ruleId ?? (await findDefaults(workspaceId, db)).fallbackRuleId;
  return inForce === null ? null : usable(workspaceId, inForce, db);
}

/** Rules that the fallback steps of the campaign's flow name, and whether any step leaves it to the campaign. */
export async function flowRules(
  workspaceId: WorkspaceId,
  campaignId: number,
  db?: Db,
): Promise<{ readonly leavesOpen: boolean; readonly named: readonly RuleRow[] }> {
  const { leavesOpen, ruleIds } = await findFlowRules(workspaceId, campaignId, db);
  const named: RuleRow[] = [];
  for (const id of ruleIds) {
    const rule = await usable(workspaceId, id, db);
    if (rule) named.push(rule);
  }
  return { leavesOpen, named };
}

/** The rules that reach people of a campaign by themselves once it is automatic. */
export async function actingRules(
  workspaceId: WorkspaceId,
  campaign: { readonly id: number; readonly ruleId: number | null },
  db?: Db,
): Promise<RuleRow[]> {
  const { leavesOpen, named } = await flowRules(workspaceId, campaign.id, db);
  const own = leavesOpen || named.length === 0 ? await ownRule(workspaceId, campaign.ruleId, db) : null;
  return own ? [own, ...named.filter(({ id }) => id !== own.id)] : [...named];
}

/** In a transaction, also held until its end. */
async function usable(workspaceId: WorkspaceId, id: number, db?: Db): Promise<RuleRow | null> {
  const rule = db ? await shareRule(db, workspaceId, id) : await findRule(workspaceId, id);
  return rule?.archivedAt ? null : rule;
}
