import "server-only";
import type { z } from "zod";
import type { createApiKeyInput, Scope } from "@/lib/api-keys/contract";
import { newApiKey } from "@/lib/api-keys/new-api-key";
import { findApiKeys, insertApiKey, revokeApiKeyRow } from "@/lib/api-keys/store";
import { audit } from "@/lib/audit/audit";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

export type ApiKeyItem = {
  id: number;
  name: string;
  prefix: string;
  scope: Scope;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  state: "working" | "expired" | "revoked";
};

export async function listApiKeys(ctx: Context, now = new Date()): Promise<ApiKeyItem[]> {
  requireAdmin(ctx);
  const rows = await findApiKeys(ctx.workspaceId);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: row.scope as Scope,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    state: row.revokedAt ? "revoked" : row.expiresAt && row.expiresAt <= now ? "expired" : "working",
  }));
}

/** @returns the key itself, here and never again: only its hash is stored */
export async function createApiKey(
  ctx: Context,
  input: z.output<typeof createApiKeyInput>,
): Promise<{ id: number; key: string }> {
  requireAdmin(ctx);
  const { key, hash, prefix } = newApiKey();
  const expiresAt =
    input.expiresInDays === null ? null : new Date(Date.now() + input.expiresInDays * 86_400_000);
  const createdBy = ctx.actor.id;
  return transaction(async (db) => {
    const row = { name: input.name, scope: input.scope, hash, prefix, createdBy, expiresAt };
    const { id } = await insertApiKey(db, ctx.workspaceId, row);
    await audit(ctx, "api_key.created", input.name, { scope: input.scope }, db);
    return { id, key };
  });
}

/** Takes effect at the key's next request. @throws AppError not_found */
export async function revokeApiKey(ctx: Context, { id }: { id: number }): Promise<void> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    const name = await revokeApiKeyRow(db, ctx.workspaceId, id);
    if (name === null) throw new AppError("not_found", "There is no such working API key in this workspace.");
    await audit(ctx, "api_key.revoked", name, undefined, db);
  });
}
