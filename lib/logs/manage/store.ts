import "server-only";
import { prisma } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { HeldCode } from "@/lib/logs/held";

/** What connecting the account again mends. */
const NEEDS_ACCOUNT: readonly HeldCode[] = ["revoked", "client_changed"];

export type LogRecord = {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly settings: unknown;
  readonly progress: unknown;
  readonly state: string;
  readonly heldWhy: string | null;
  readonly heldAt: Date | null;
  readonly lastWrittenAt: Date | null;
  readonly createdAt: Date;
};

export const findLogs = (workspaceId: WorkspaceId): Promise<LogRecord[]> =>
  prisma().statusLog.findMany({ where: { workspaceId, archivedAt: null }, orderBy: { id: "asc" } });

export const findLog = (workspaceId: WorkspaceId, id: number, db: Db = prisma()): Promise<LogRecord | null> =>
  db.statusLog.findFirst({ where: { workspaceId, id, archivedAt: null } });

/** Holds changes of the row back until the transaction ends. */
export async function lockLog(db: Db, workspaceId: WorkspaceId, id: number): Promise<LogRecord | null> {
  await db.$queryRaw`SELECT 1 FROM status_log WHERE workspace_id = ${workspaceId} AND id = ${id} FOR UPDATE`;
  return findLog(workspaceId, id, db);
}

export const insertLog = (
  db: Db,
  workspaceId: WorkspaceId,
  row: { name: string; kind: string; settings: Prisma.InputJsonValue },
): Promise<LogRecord> => db.statusLog.create({ data: { workspaceId, ...row } });

export const updateLog = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  change: { name?: string; settings?: Prisma.InputJsonValue; archivedAt?: Date },
): Promise<LogRecord> =>
  db.statusLog.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });

/** Makes the writer take the log up at once; tabs that are gone are made anew. */
export async function setReady(db: Db, workspaceId: WorkspaceId, id: number): Promise<void> {
  await db.$executeRaw`UPDATE status_log SET state = 'ready', held_why = NULL, held_at = NULL, retry_at = NULL,
      progress = progress || '{"renew": true, "tries": 0}'
    WHERE workspace_id = ${workspaceId} AND id = ${id}`;
}

/** Logs that Google no longer let this account write are taken up again. */
export const setReadyForAccount = (
  db: Db,
  workspaceId: WorkspaceId,
  accountId: number,
): Promise<{ id: number; name: string; heldWhy: string }[]> =>
  db.$queryRaw`UPDATE status_log SET state = 'ready', held_why = NULL, held_at = NULL, retry_at = NULL,
      progress = progress || '{"tries": 0}'
    WHERE workspace_id = ${workspaceId} AND archived_at IS NULL AND kind = 'sheet' AND state = 'held'
      AND held_why = ANY (${[...NEEDS_ACCOUNT]}::text[]) AND settings ->> 'accountId' = ${String(accountId)}
    RETURNING id, name, old.held_why AS "heldWhy"`;

/** Waiting rows of each log, counted up to a limit, so that a long queue does not cost more. */
export async function countWaiting(workspaceId: WorkspaceId, limit: number): Promise<Map<number, number>> {
  const rows = await prisma().$queryRaw<{ id: number; waiting: number }[]>`
    SELECT l.id, w.waiting FROM status_log l, LATERAL (
      SELECT count(*)::int AS waiting FROM (
        SELECT 1 FROM log_row r WHERE r.workspace_id = l.workspace_id AND r.log_id = l.id LIMIT ${limit}) AS r
    ) AS w WHERE l.workspace_id = ${workspaceId} AND l.archived_at IS NULL`;
  return new Map(rows.map(({ id, waiting }) => [id, waiting]));
}

/** Names of published flows with a step that writes to the log. */
export async function flowsWriting(db: Db, workspaceId: WorkspaceId, id: number): Promise<string[]> {
  const step = JSON.stringify([{ type: "log", logId: id }]);
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT f.name FROM flow f
    JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
    WHERE f.workspace_id = ${workspaceId} AND f.archived_at IS NULL AND v.definition -> 'steps' @> ${step}::jsonb
    ORDER BY f.name`;
  return rows.map(({ name }) => name);
}

/** Names that HTTP steps give to what they find, in drafts and in versions in force. */
export async function findFlowVariables(workspaceId: WorkspaceId): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ name: string }[]>`
    SELECT DISTINCT found #>> '{}' AS name
    FROM flow f
    LEFT JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
    CROSS JOIN LATERAL unnest(ARRAY[f.draft, v.definition]) AS one (graph)
    CROSS JOIN LATERAL jsonb_path_query(one.graph, '$.steps[*] ? (@.type == "http").results[*].variable') AS found
    WHERE f.workspace_id = ${workspaceId} AND f.archived_at IS NULL ORDER BY 1`;
  return rows.map(({ name }) => name).filter((name) => name !== "");
}

export async function deleteWaiting(db: Db, workspaceId: WorkspaceId, id: number): Promise<void> {
  await db.logRow.deleteMany({ where: { workspaceId, logId: id } });
  await db.logRewrite.deleteMany({ where: { workspaceId, logId: id } });
}

export const insertRewrite = (
  db: Db,
  workspaceId: WorkspaceId,
  row: { logId: number; from: Date; until: Date; createdBy: string },
): Promise<{ id: number }> => db.logRewrite.create({ data: { workspaceId, ...row }, select: { id: true } });

export type LastRewrite = {
  readonly logId: number;
  readonly from: Date;
  readonly until: Date;
  readonly rows: number;
  readonly endedAt: Date | null;
};

/** The newest period of each log that was, or is being, written again. */
export async function findLastRewrites(workspaceId: WorkspaceId): Promise<Map<number, LastRewrite>> {
  const rows = await prisma().logRewrite.findMany({
    where: { workspaceId },
    distinct: ["logId"],
    orderBy: { id: "desc" },
    select: { logId: true, from: true, until: true, rows: true, endedAt: true },
  });
  return new Map(rows.map((row) => [row.logId, row]));
}
