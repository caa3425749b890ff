import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

export type SecretRow = { name: string; updatedAt: Date; createdBy: string };

export const findSecretNames = async (workspaceId: WorkspaceId): Promise<string[]> => {
  const rows = await prisma().namedSecret.findMany({
    where: { workspaceId },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  return rows.map(({ name }) => name);
};

/** With the flows in whose draft or version in force the name stands, in a text or as a local time step's key. */
export const findSecrets = (workspaceId: WorkspaceId) => prisma().$queryRaw<
  (SecretRow & { usedIn: string[] })[]
>`
  SELECT s.name, s.updated_at AS "updatedAt", s.created_by AS "createdBy",
    array(SELECT f.name FROM flow f
          LEFT JOIN flow_version v
            ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
          WHERE f.workspace_id = s.workspace_id AND f.archived_at IS NULL
            AND (f.draft::text || coalesce(v.definition::text, ''))
              ~ ('\\{\\{\\s*secret\\.' || s.name || '\\M|"secret": "' || s.name || '"')
          ORDER BY lower(f.name)) AS "usedIn"
  FROM named_secret s WHERE s.workspace_id = ${workspaceId} ORDER BY s.name`;

export const findSealed = (workspaceId: WorkspaceId, name: string) =>
  prisma().namedSecret.findUnique({
    where: { workspaceId_name: { workspaceId, name } },
    select: { sealed: true },
  });

export const upsertSecret = (
  db: Db,
  workspaceId: WorkspaceId,
  { name, ...row }: { name: string; sealed: string; createdBy: string; updatedAt: Date },
) =>
  db.namedSecret.upsert({
    where: { workspaceId_name: { workspaceId, name } },
    create: { workspaceId, name, ...row },
    update: row,
    select: { name: true },
  });

/** @returns whether the name was free */
export const insertSecret = async (
  db: Db,
  workspaceId: WorkspaceId,
  row: { name: string; sealed: string; createdBy: string; updatedAt: Date },
): Promise<boolean> =>
  (await db.namedSecret.createMany({ data: { workspaceId, ...row }, skipDuplicates: true })).count === 1;

/** How many were removed: 0 or 1. */
export const deleteSecret = async (db: Db, workspaceId: WorkspaceId, name: string): Promise<number> =>
  (await db.namedSecret.deleteMany({ where: { workspaceId, name } })).count;
