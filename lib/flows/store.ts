import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { WorkspaceId } from "@/lib/domain/ids";

export type FlowRow = {
  id: number;
  name: string;
  draft: FlowDefinition;
  draftRevision: number;
  draftBy: string;
  draftAt: Date;
  publishedVersion: number | null;
  isDefault: boolean;
  ruleId: number | null;
  archivedAt: Date | null;
};

export type FlowListRow = Omit<FlowRow, "draft" | "draftRevision" | "ruleId"> & {
  hasUnpublishedChanges: boolean;
  campaigns: number;
  runsToday: number;
};

export type FlowVersionRow = {
  version: number;
  definition: FlowDefinition;
  note: string | null;
  publishedBy: string;
  publishedAt: Date;
};

/** What runs is the campaign's own flow, else the workspace's default. */
const RUNS = `coalesce(c.flow_id, (SELECT d.id FROM flow d WHERE d.workspace_id = c.workspace_id AND d.is_default))`;

/**
 * By name, the default first. Runs are those that began inside a batch and those that a worker began.
 * @param archived - null: all
 */
export const findFlows = (
  workspaceId: WorkspaceId,
  { archived, today, id = null }: { archived: boolean | null; today: Date; id?: number | null },
  db: Db = prisma(),
): Promise<FlowListRow[]> =>
  db.$queryRawUnsafe<FlowListRow[]>(
    `SELECT f.id, f.name, f.draft_by AS "draftBy", f.draft_at AS "draftAt", f.is_default AS "isDefault",
       f.published_version AS "publishedVersion", f.archived_at AS "archivedAt",
       f.draft IS DISTINCT FROM v.definition AS "hasUnpublishedChanges",
       (SELECT count(*)::int FROM campaign c
        WHERE c.workspace_id = f.workspace_id AND c.archived_at IS NULL AND ${RUNS} = f.id) AS campaigns,
       ((SELECT coalesce(sum(p.n), 0) FROM rollup_flow_path p
         JOIN flow_path way ON way.workspace_id = p.workspace_id AND way.id = p.path_id
         WHERE p.workspace_id = f.workspace_id AND way.flow_id = f.id AND p.hour >= $3)
        + (SELECT coalesce(sum(s.n), 0) FROM rollup_flow_step s
           WHERE s.workspace_id = f.workspace_id AND s.flow_id = f.id AND s.hour >= $3 AND s.exit = '+'
             AND s.step_id = (SELECT t->>'id' FROM jsonb_array_elements(v.definition->'steps') t
                              WHERE t->>'type' = 'trigger' LIMIT 1)))::int AS "runsToday"
     FROM flow f
     LEFT JOIN flow_version v
       ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
     WHERE f.workspace_id = $1 AND ($2::boolean IS NULL OR (f.archived_at IS NOT NULL) = $2)
       AND ($4::int IS NULL OR f.id = $4)
     ORDER BY f.is_default DESC, lower(f.name), f.id`,
    workspaceId,
    archived,
    today,
    id,
  );

/** As it was saved: a version stays readable also when later ones are checked more strictly. */
const asDefinition = (stored: unknown): FlowDefinition => stored as FlowDefinition;

const FLOW = {
  id: true,
  name: true,
  draft: true,
  draftRevision: true,
  draftBy: true,
  draftAt: true,
  publishedVersion: true,
  isDefault: true,
  ruleId: true,
  archivedAt: true,
} as const;

export async function findFlow(
  workspaceId: WorkspaceId,
  id: number,
  db: Db = prisma(),
): Promise<FlowRow | null> {
  const row = await db.flow.findUnique({ where: { workspaceId_id: { workspaceId, id } }, select: FLOW });
  return row && { ...row, draft: asDefinition(row.draft) };
}

/** Until the transaction ends nobody else saves, publishes or archives the flow. */
export async function lockFlow(db: Db, workspaceId: WorkspaceId, id: number): Promise<FlowRow | null> {
  await db.$queryRaw`SELECT id FROM flow WHERE workspace_id = ${workspaceId} AND id = ${id} FOR UPDATE`;
  return findFlow(workspaceId, id, db);
}

/** A copy without `readonly`, which Prisma's JSON type does not know. */
const stored = (definition: FlowDefinition): object => structuredClone(definition) as object;

export const insertFlow = (
  db: Db,
  workspaceId: WorkspaceId,
  { name, draft, draftBy }: { name: string; draft: FlowDefinition; draftBy: string },
) => db.flow.create({ data: { workspaceId, name, draft: stored(draft), draftBy }, select: { id: true } });

export type FlowChange = {
  name?: string;
  isDefault?: boolean;
  archivedAt?: Date | null;
  publishedVersion?: number;
  ruleId?: number;
};

export const updateFlow = (db: Db, workspaceId: WorkspaceId, id: number, change: FlowChange) =>
  db.flow.update({ where: { workspaceId_id: { workspaceId, id } }, data: change, select: { id: true } });

/** The draft's new revision. */
export async function updateDraft(
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  { draft, by, at }: { draft: FlowDefinition; by: string; at: Date },
): Promise<number> {
  const row = await db.flow.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { draft: stored(draft), draftBy: by, draftAt: at, draftRevision: { increment: 1 } },
    select: { draftRevision: true },
  });
  return row.draftRevision;
}

export const clearDefault = (db: Db, workspaceId: WorkspaceId) =>
  db.flow.updateMany({ where: { workspaceId, isDefault: true }, data: { isDefault: false } });

/** Newest first. */
export async function findFlowVersions(
  workspaceId: WorkspaceId,
  flowId: number,
  version?: number,
  db: Db = prisma(),
): Promise<FlowVersionRow[]> {
  const rows = await db.flowVersion.findMany({
    where: { workspaceId, flowId, ...(version === undefined ? {} : { version }) },
    orderBy: { version: "desc" },
    select: { version: true, definition: true, note: true, publishedBy: true, publishedAt: true },
  });
  return rows.map((row) => ({ ...row, definition: asDefinition(row.definition) }));
}

export const findFlowVersion = async (
  workspaceId: WorkspaceId,
  flowId: number,
  version: number,
  db: Db = prisma(),
): Promise<FlowVersionRow | null> => (await findFlowVersions(workspaceId, flowId, version, db))[0] ?? null;

export const insertFlowVersion = (
  db: Db,
  workspaceId: WorkspaceId,
  flowId: number,
  { definition, ...row }: FlowVersionRow,
) =>
  db.flowVersion.create({
    data: { workspaceId, flowId, ...row, definition: stored(definition) },
    select: { version: true },
  });

/** Names of the flows that are not archived; until the transaction ends nobody else takes or gives up one. */
export async function lockFlowNames(
  db: Db,
  workspaceId: WorkspaceId,
): Promise<{ id: number; name: string }[]> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('flow names', ${workspaceId}))::text`;
  return db.flow.findMany({ where: { workspaceId, archivedAt: null }, select: { id: true, name: true } });
}

/** Campaigns that run the flow and are not archived, newest first. */
export const findCampaignsOf = (
  workspaceId: WorkspaceId,
  flowId: number,
): Promise<{ id: number; name: string; key: string; unassignedOf: number | null }[]> =>
  prisma().$queryRawUnsafe(
    `SELECT c.id, c.name, c.key, c.unassigned_of AS "unassignedOf" FROM campaign c
     WHERE c.workspace_id = $1 AND c.archived_at IS NULL AND ${RUNS} = $2 ORDER BY c.id DESC`,
    workspaceId,
    flowId,
  );

/** Campaigns that were given this flow by name; those on the default are not among them. */
export const countCampaignsGiven = (db: Db, workspaceId: WorkspaceId, flowId: number) =>
  db.campaign.count({ where: { workspaceId, flowId, archivedAt: null } });
