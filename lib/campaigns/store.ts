import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

export type CampaignRow = {
  id: number;
  key: string;
  name: string;
  tag: string | null;
  unassignedOf: number | null;
  flowId: number | null;
  createdAt: Date;
  archivedAt: Date | null;
};

/** Null when another campaign of the workspace has the tag. */
export async function insertCampaign(
  db: Db,
  workspaceId: WorkspaceId,
  row: { key: string; name: string; tag: string | null; unassignedOf?: number },
): Promise<CampaignRow | null> {
  // Not a failing insert: that would end the caller's transaction.
  const [made] = await db.campaign.createManyAndReturn({
    data: [{ workspaceId, ...row }],
    skipDuplicates: true,
  });
  return made ?? null;
}

export const findCampaign = (workspaceId: WorkspaceId, id: number, db: Db = prisma()) =>
  db.campaign.findUnique({ where: { workspaceId_id: { workspaceId, id } } });

export const findCampaignByTag = (workspaceId: WorkspaceId, tag: string, db: Db = prisma()) =>
  db.campaign.findFirst({ where: { workspaceId, tag }, select: { id: true, name: true, archivedAt: true } });

/** Newest first. */
export const findCampaigns = (
  workspaceId: WorkspaceId,
  { archived, before, take }: { archived: boolean | null; before: number | null; take: number },
) =>
  prisma().campaign.findMany({
    where: {
      workspaceId,
      ...(archived === null ? {} : { archivedAt: archived ? { not: null } : null }),
      ...(before === null ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take,
  });

export const updateCampaignRow = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  change: { name?: string; archivedAt?: Date | null; flowId?: number | null; fallbackSweptAt?: Date },
) => db.campaign.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });

export const archiveUnassignedRow = (db: Db, workspaceId: WorkspaceId, connectionId: number) =>
  db.$executeRaw`
    UPDATE campaign SET archived_at = coalesce(archived_at, now())
    WHERE workspace_id = ${workspaceId} AND unassigned_of = ${connectionId}`;
