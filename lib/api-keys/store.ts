import "server-only";
import type { Scope } from "@/lib/api-keys/contract";
import type { Locale } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

export type NewApiKey = {
  name: string;
  hash: string;
  prefix: string;
  scope: string;
  createdBy: number | null;
  expiresAt: Date | null;
};

export const insertApiKey = (db: Db, workspaceId: WorkspaceId, key: NewApiKey) =>
  db.apiKey.create({ data: { workspaceId, ...key } });

export const findApiKeys = (workspaceId: WorkspaceId) =>
  prisma().apiKey.findMany({ where: { workspaceId }, orderBy: { id: "desc" }, take: 500 });

/** @returns the key's name, or null when there is no such working key in this workspace */
export async function revokeApiKeyRow(db: Db, workspaceId: WorkspaceId, id: number): Promise<string | null> {
  const [row] = await db.apiKey.updateManyAndReturn({
    where: { workspaceId, id, revokedAt: null },
    data: { revokedAt: new Date() },
    select: { name: true },
  });
  return row?.name ?? null;
}

export type ApiKeyRow = {
  id: number;
  workspaceId: WorkspaceId;
  name: string;
  scope: Scope;
  locale: Locale;
  timeZone: string;
  usedAgo: number | null;
};

/** The one query that starts without a workspace: the key itself says which one. */
export async function findWorkingApiKey(hash: string): Promise<ApiKeyRow | null> {
  const rows = await prisma().$queryRaw<ApiKeyRow[]>`
    SELECT k.id, k.workspace_id AS "workspaceId", k.name, k.scope, w.locale, w.time_zone AS "timeZone",
           extract(epoch FROM now() - k.last_used_at)::float8 AS "usedAgo"
    FROM api_key k JOIN workspace w ON w.id = k.workspace_id
    WHERE k.hash = ${hash} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`;
  return rows[0] ?? null;
}

export const touchApiKey = (workspaceId: WorkspaceId, id: number) =>
  prisma().$executeRaw`
    UPDATE api_key SET last_used_at = now() WHERE workspace_id = ${workspaceId} AND id = ${id}`;
