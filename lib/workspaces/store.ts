import "server-only";
import type { Locale, Role } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { insertDefaultFlow } from "@/lib/flows/default-flow";

export type NewWorkspace = { name: string; locale: Locale; timeZone: string; isDemo?: boolean };

/** With the flow that its campaigns run until they are given another. */
export async function insertWorkspace(db: Db, workspace: NewWorkspace): Promise<WorkspaceId> {
  const { id } = await db.workspace.create({ data: workspace, select: { id: true } });
  await insertDefaultFlow(db, id as WorkspaceId, workspace.locale);
  return id as WorkspaceId;
}

export type WorkspaceChange = {
  name?: string;
  locale?: Locale;
  timeZone?: string;
  retentionDays?: number | null;
};

export const updateWorkspaceRow = (db: Db, workspaceId: WorkspaceId, change: WorkspaceChange) =>
  db.workspace.update({ where: { id: workspaceId }, data: change, select: { id: true } });

export const findWorkspace = (workspaceId: WorkspaceId) =>
  prisma().workspace.findUnique({ where: { id: workspaceId } });

/** Held until the transaction ends: who is an admin must not change while it is counted. */
export const lockWorkspace = (db: Db, workspaceId: WorkspaceId) =>
  db.$executeRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;

export const findMembership = (db: Db, workspaceId: WorkspaceId, userId: number) =>
  db.membership.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    include: { user: { select: { email: true } } },
  });

export const countAdmins = (db: Db, workspaceId: WorkspaceId) =>
  db.membership.count({ where: { workspaceId, role: "admin", user: { disabledAt: null } } });

export const insertMembership = (db: Db, workspaceId: WorkspaceId, userId: number, role: Role) =>
  db.membership.create({ data: { workspaceId, userId, role }, select: { userId: true } });

export const updateRole = (db: Db, workspaceId: WorkspaceId, userId: number, role: Role) =>
  db.membership.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });

export const deleteMembership = (db: Db, workspaceId: WorkspaceId, userId: number) =>
  db.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });

export const findMembers = (workspaceId: WorkspaceId) =>
  prisma().membership.findMany({
    where: { workspaceId },
    select: {
      role: true,
      createdAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          sessions: {
            where: { endedAt: null, expiresAt: { gt: new Date() } },
            select: { lastSeenAt: true },
            orderBy: { lastSeenAt: "desc" },
          },
        },
      },
    },
    orderBy: [{ user: { name: "asc" } }, { userId: "asc" }],
    take: 1000,
  });

export const insertInvite = (
  db: Db,
  workspaceId: WorkspaceId,
  invite: { tokenHash: string; role: Role; email: string | null; createdBy: number; expiresAt: Date },
) => db.invite.create({ data: { workspaceId, ...invite }, select: { id: true } });

export const findOpenInvites = (workspaceId: WorkspaceId) =>
  prisma().invite.findMany({
    where: { workspaceId, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, role: true, email: true, createdAt: true, expiresAt: true },
    orderBy: { id: "desc" },
    take: 500,
  });

/** @returns false when there is no open invite with this id in this workspace */
export const revokeInviteRow = async (db: Db, workspaceId: WorkspaceId, id: number): Promise<boolean> =>
  (
    await db.invite.updateMany({
      where: { workspaceId, id, usedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
  ).count === 1;

/** The token says which workspace; like an API key it is looked up without one. */
export const findInvite = (tokenHash: string) =>
  prisma().invite.findFirst({
    where: { tokenHash, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    include: { workspace: { select: { id: true, name: true, locale: true, timeZone: true } } },
  });

/** Takes the invite for good. @returns false when somebody else was faster, or it was revoked meanwhile */
export const takeInvite = async (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  userId: number,
): Promise<boolean> =>
  (
    await db.invite.updateMany({
      where: { workspaceId, id, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date(), usedBy: userId },
    })
  ).count === 1;

/** Tables that hang on no foreign key, with the largest first; all others go with the workspace's row. */
const LOOSE_TABLES = [
  "status_event",
  "message",
  "rollup_cohort",
  "rollup_reason",
  "rollup_timing",
  "rollup_latency",
  "fallback_attempt",
  "fallback_attempt_log",
  "fallback_spend",
  // After the ledger: its deletion notes changes.
  "fallback_change",
  "fallback_outcome",
  "rollup_fallback",
  "rollup_fallback_people",
  "rollup_fallback_holdout",
  "flow_path",
  "rollup_flow_path",
  "rollup_flow_step",
  "flow_run",
  "flow_visit",
  "log_row",
  "log_rewrite",
] as const;

const CHUNK = 10_000;

/** Deletes a chunk at a time, so that no statement holds its locks for long. */
export async function deleteLooseRows(workspaceId: WorkspaceId): Promise<void> {
  for (const table of LOOSE_TABLES) {
    let deleted: number;
    do {
      // tableoid, because row addresses repeat from one partition to the next.
      deleted = await prisma().$executeRawUnsafe(
        `DELETE FROM ${table} AS t USING (
           SELECT tableoid, ctid FROM ${table} WHERE workspace_id = $1 LIMIT ${CHUNK}
         ) AS chunk WHERE t.tableoid = chunk.tableoid AND t.ctid = chunk.ctid AND t.workspace_id = $1`,
        workspaceId,
      );
    } while (deleted > 0);
  }
}

export const deleteConnections = (workspaceId: WorkspaceId) =>
  prisma().connection.deleteMany({ where: { workspaceId } });

export const deleteWorkspace = (workspaceId: WorkspaceId) =>
  prisma().workspace.deleteMany({ where: { id: workspaceId } });

/** Accounts that belonged to this workspace alone; they could not sign in to anything any more. */
export const findMembersOfOnly = (workspaceId: WorkspaceId) =>
  prisma().user.findMany({
    where: { memberships: { some: { workspaceId }, every: { workspaceId } } },
    select: { id: true },
  });

export const deleteUsersWithoutWorkspace = (ids: readonly number[]) =>
  prisma().user.deleteMany({ where: { id: { in: [...ids] }, memberships: { none: {} } } });
