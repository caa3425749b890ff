import "server-only";
import type { Db } from "@/lib/db/transaction";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";

/**
 * The rule that carries a flow's sending steps into the ledger. People never see it among their rules; its
 * versions have the flow's numbers, so that a run finds its own.
 */
export async function insertFlowRule(
  db: Db,
  workspaceId: WorkspaceId,
  row: { flowId: number; name: string; version: number },
): Promise<number> {
  const { id } = await db.fallbackRule.create({ data: { workspaceId, ...row }, select: { id: true } });
  return id;
}

export async function insertFlowRuleVersion(
  db: Db,
  workspaceId: WorkspaceId,
  { ruleId, version, definition, createdBy }: FlowRuleVersion,
): Promise<void> {
  // A copy without `readonly`, which Prisma's JSON type does not know.
  const copy = structuredClone(definition) as object;
  await db.fallbackRuleVersion.create({
    data: { workspaceId, ruleId, version, definition: copy, createdBy },
  });
  await db.fallbackRule.update({
    where: { workspaceId_id: { workspaceId, id: ruleId } },
    data: { version },
  });
}

type FlowRuleVersion = { ruleId: number; version: number; definition: Rule; createdBy: string };

export const renameFlowRule = (db: Db, workspaceId: WorkspaceId, flowId: number, name: string) =>
  db.fallbackRule.updateMany({ where: { workspaceId, flowId }, data: { name } });
