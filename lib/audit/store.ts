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
  from?: Date;
  to?: Date;
  /** Entries older than this id. */
  before?: bigint;
};

/** Newest first; ids grow with time, so one key serves order and paging. */
export const findAuditEntries = (workspaceId: WorkspaceId, filter: AuditFilter, take: number) =>
  prisma().auditEntry.findMany({
    where: {
      workspaceId,
      ...(filter.who ? { actorLabel: filter.who } : {}),
      ...(filter.action ? { action: filter.action } : {}),
      ...(filter.from || filter.to
        ? { at: { ...(filter.from && { gte: filter.from }), ...(filter.to && { lt: filter.to }) } }
        : {}),
      ...(filter.before ? { id: { lt: filter.before } } : {}),
    },
    orderBy: { id: "desc" },
    take,
  });

export const findAuditActors = (workspaceId: WorkspaceId) =>
  prisma().auditEntry.findMany({
    where: { workspaceId },
    distinct: ["actorLabel"],
    select: { actorLabel: true },
    orderBy: { actorLabel: "asc" },
    take: 500,
  });
