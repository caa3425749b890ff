import "server-only";
import { prisma } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

export type AuditRow = {
  actorKind: string;
  actorId: number | null;
  actorLabel: string;
  action: string;
  target: string | null;
  detail: Readonly<Record<string, string | number | boolean | null>> | null;
  address: string | null;
};

export const insertAuditEntry = (db: Db, workspaceId: WorkspaceId, { detail, ...row }: AuditRow) =>
  db.auditEntry.create({
    data: { workspaceId, ...row, detail: detail === null ? Prisma.DbNull : { ...detail } },
    select: { id: true },
  });

export const auditEntryOfMemberships = (
  db: Db,
  row: { userId: number; label: string; action: string; address: string | null },
) => db.$executeRaw`
    INSERT INTO audit_entry (workspace_id, actor_kind, actor_id, actor_label, action, address)
    SELECT workspace_id, 'user', ${row.userId}, ${row.label}, ${row.action}, ${row.address}
    FROM membership WHERE user_id = ${row.userId}`;

export type AuditFilter = {
  who?: string;
  action?: string;
  /** Calendar day, e.g. "2026-11-22", in the zone that goes with it. */
  day?: string;
  /** Entries older than this id. */
  before?: bigint;
};

type StoredAuditEntry = Omit<AuditRow, "actorId"> & { id: bigint; at: Date };

/** Newest first; ids grow with time, so one key serves order and paging. */
export const findAuditEntries = (
  workspaceId: WorkspaceId,
  timeZone: string,
  {
    who = null,
    action = null,
    day = null,
    before = null,
  }: { [K in keyof AuditFilter]: AuditFilter[K] | null },
  limit: number,
) =>
  prisma().$queryRaw<StoredAuditEntry[]>`
    SELECT id, at, actor_kind AS "actorKind", actor_label AS "actorLabel", action, target, detail, address
    FROM ${day === null ? Prisma.sql`audit_entry` : entriesOf(workspaceId, day, timeZone)}
    WHERE workspace_id = ${workspaceId}
      AND (${before}::bigint IS NULL OR id < ${before}::bigint)
      AND (${who}::text IS NULL OR actor_label = ${who}::text)
      AND (${action}::text IS NULL OR action = ${action}::text)
    ORDER BY id DESC
    LIMIT ${limit}`;

/** OFFSET 0: in the order of ids PostgreSQL would come to a day through all that was done since. */
const entriesOf = (workspaceId: WorkspaceId, day: string, timeZone: string): Prisma.Sql => Prisma.sql`(
  SELECT * FROM audit_entry WHERE workspace_id = ${workspaceId}
    AND at >= ${day}::date::timestamp AT TIME ZONE ${timeZone} AND at < (${day}::date + 1)::timestamp AT TIME ZONE ${timeZone}
  OFFSET 0) AS of_day`;

/** From one to the next by the index: few people make many entries, and DISTINCT would read all of them. */
export const findAuditActors = (workspaceId: WorkspaceId) =>
  prisma().$queryRaw<{ actorLabel: string }[]>`
    WITH RECURSIVE people AS (
      SELECT min(actor_label) AS label FROM audit_entry WHERE workspace_id = ${workspaceId}
      UNION ALL SELECT (SELECT min(actor_label) FROM audit_entry WHERE workspace_id = ${workspaceId} AND actor_label > label)
      FROM people WHERE label IS NOT NULL
    )
    SELECT label AS "actorLabel" FROM people WHERE label IS NOT NULL LIMIT 500`;
