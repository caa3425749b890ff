import "server-only";
import { prisma } from "@/lib/db/client";
import type { WorkspaceId } from "@/lib/domain/ids";

/** Templates are few; those of the last quarter are the ones that anybody asks about. */
const TEMPLATES = 200;

export const findTemplates = async (workspaceId: WorkspaceId): Promise<string[]> => {
  const rows = await prisma().$queryRaw<{ template: string }[]>`
    SELECT DISTINCT template FROM rollup_cohort
    WHERE workspace_id = ${workspaceId} AND template <> '' AND hour > now() - interval '90 days'
    ORDER BY template LIMIT ${TEMPLATES}`;
  return rows.map(({ template }) => template);
};

type Named = { id: number; name: string };

/** Oldest first, as pages list them. */
export const findLogs = (workspaceId: WorkspaceId) => prisma().$queryRaw<(Named & { kind: string })[]>`
  SELECT id, name, kind FROM status_log WHERE workspace_id = ${workspaceId} AND archived_at IS NULL ORDER BY id`;

export const findEndpoints = (workspaceId: WorkspaceId) => prisma().$queryRaw<Named[]>`
  SELECT id, name FROM webhook_endpoint WHERE workspace_id = ${workspaceId} ORDER BY id`;

/** Newest first; "Unassigned" ones carry the connection's name, because they are all called alike. */
export const findCampaignNames = (workspaceId: WorkspaceId) => prisma().$queryRaw<Named[]>`
  SELECT c.id, CASE WHEN n.name IS NULL THEN c.name ELSE c.name || ' (' || n.name || ')' END AS name
  FROM campaign c
  LEFT JOIN connection n ON n.workspace_id = c.workspace_id AND n.id = c.unassigned_of
  WHERE c.workspace_id = ${workspaceId} AND c.archived_at IS NULL ORDER BY c.id DESC LIMIT 1000`;
