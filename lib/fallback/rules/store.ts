import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";

/** A rule with its version in force. */
export type RuleRow = {
  id: number;
  name: string;
  version: number;
  definition: Rule;
  changedAt: Date;
  changedBy: string;
  isDefault: boolean;
  campaigns: number;
  archivedAt: Date | null;
};

/** Rules by name. @param archived - null: both; with `id`, that rule whether archived or not */
export const findRules = (
  workspaceId: WorkspaceId,
  id: number | null = null,
  db: Db = prisma(),
  archived: boolean | null = false,
): Promise<RuleRow[]> => db.$queryRaw<RuleRow[]>`
  SELECT r.id, r.name, r.version, v.definition, v.created_at AS "changedAt", v.created_by AS "changedBy",
    r.archived_at AS "archivedAt", w.fallback_rule_id IS NOT DISTINCT FROM r.id AS "isDefault",
    (SELECT count(*)::int FROM campaign c WHERE c.workspace_id = r.workspace_id AND c.archived_at IS NULL
       AND c.fallback_mode <> 'off' AND coalesce(c.fallback_rule_id, w.fallback_rule_id) = r.id) AS campaigns
  FROM fallback_rule r JOIN workspace w ON w.id = r.workspace_id
  JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
  WHERE r.workspace_id = ${workspaceId} AND r.flow_id IS NULL
    AND CASE WHEN ${id}::int IS NULL THEN coalesce((r.archived_at IS NOT NULL) = ${archived}::bool, true) ELSE r.id = ${id}::int END
  ORDER BY lower(r.name), r.id`;

export async function findRule(
  workspaceId: WorkspaceId,
  id: number,
  db: Db = prisma(),
): Promise<RuleRow | null> {
  return (await findRules(workspaceId, id, db))[0] ?? null;
}

/**
 * Until the transaction ends nobody else saves or archives the rule. Whoever locks campaigns as well locks them first:
 * in two orders, two transactions could wait for each other.
 */
export async function lockRule(db: Db, workspaceId: WorkspaceId, id: number): Promise<RuleRow | null> {
  await db.$queryRaw`SELECT id FROM fallback_rule WHERE workspace_id = ${workspaceId} AND id = ${id} FOR UPDATE`;
  return findRule(workspaceId, id, db);
}

/** As `lockRule`, beside others who only look at it. */
export async function shareRule(db: Db, workspaceId: WorkspaceId, id: number): Promise<RuleRow | null> {
  await db.$queryRaw`SELECT id FROM fallback_rule WHERE workspace_id = ${workspaceId} AND id = ${id} FOR SHARE`;
  return findRule(workspaceId, id, db);
}

/** Until the transaction ends nobody archives or restores any of them; whoever does waits, and then sees what came of it. */
export const shareRules = (db: Db, workspaceId: WorkspaceId, ids: readonly number[]) => db.$queryRaw<
  { id: number; name: string; isArchived: boolean }[]
>`
  SELECT id, name, archived_at IS NOT NULL AS "isArchived" FROM fallback_rule
  WHERE workspace_id = ${workspaceId} AND id = ANY (${[...ids]}::int[]) AND flow_id IS NULL ORDER BY id FOR SHARE`;

/** Names of the flows whose version in force falls back by the rule. */
export async function findFlowsNaming(db: Db, workspaceId: WorkspaceId, ruleId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT f.name FROM flow f
    JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
    WHERE f.workspace_id = ${workspaceId} AND f.archived_at IS NULL AND jsonb_path_exists(v.definition,
      '$.steps[*] ? (@.type == "fallback" && @.ruleId == $rule)', jsonb_build_object('rule', ${ruleId}::int))
    ORDER BY lower(f.name), f.id`;
  return rows.map(({ name }) => name);
}

export const findVersions = (workspaceId: WorkspaceId, ruleId: number) =>
  prisma().fallbackRuleVersion.findMany({
    where: { workspaceId, ruleId },
    orderBy: { version: "desc" },
    select: { version: true, createdAt: true, createdBy: true, definition: true },
  });

export const insertRule = (db: Db, workspaceId: WorkspaceId, name: string) =>
  db.fallbackRule.create({ data: { workspaceId, name }, select: { id: true } });

export const insertVersion = (
  db: Db,
  workspaceId: WorkspaceId,
  row: { ruleId: number; version: number; definition: Rule; createdBy: string },
) =>
  db.fallbackRuleVersion.create({
    // A copy without `readonly`, which Prisma's JSON type does not know.
    data: { workspaceId, ...row, definition: structuredClone(row.definition) as object },
  });

export const updateRule = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  change: { name?: string; version?: number; archivedAt?: Date | null },
) => db.fallbackRule.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });

/** Campaigns in which the rule acts by itself; until the transaction ends nobody else switches them. */
export async function lockCampaignsOf(db: Db, workspaceId: WorkspaceId, ruleId: number): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM campaign c JOIN workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = ${workspaceId} AND c.fallback_mode = 'automatic'
      AND coalesce(c.fallback_rule_id, w.fallback_rule_id) = ${ruleId}
    ORDER BY c.id FOR NO KEY UPDATE OF c`;
  return rows.map(({ id }) => id);
}

/** The campaigns look at nothing that came before. */
export const restartCampaigns = (db: Db, workspaceId: WorkspaceId, ids: readonly number[]) => db.$executeRaw`
  UPDATE campaign SET fallback_swept_at = now() WHERE workspace_id = ${workspaceId} AND id = ANY (${[...ids]}::int[])`;
