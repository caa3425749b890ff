import "server-only";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError } from "@/lib/errors";
import type { SecretView, saveSecretInput } from "@/lib/named-secrets/contract";
import { sealedSecret } from "@/lib/named-secrets/open-secret";
import { deleteSecret, findSecretNames, findSecrets, upsertSecret } from "@/lib/named-secrets/store";

export const secretNames = (workspaceId: WorkspaceId): Promise<string[]> => findSecretNames(workspaceId);

/** Names and where they are used; what they hold never comes out. */
export async function listSecrets(ctx: Context): Promise<{ items: SecretView[] }> {
  const rows = await findSecrets(ctx.workspaceId);
  return {
    items: rows.map(({ updatedAt, createdBy, ...row }) => ({
      ...row,
      updatedAt: updatedAt.toISOString(),
      updatedBy: createdBy,
    })),
  };
}

/** Keeps a new secret, or puts another value in the place of the one that is there. */
export async function saveSecret(
  ctx: Context,
  { name, value }: z.output<typeof saveSecretInput>,
  now = new Date(),
): Promise<{ name: string }> {
  requireRole(ctx, "admin");
  const sealed = sealedSecret(ctx.workspaceId, name, value);
  await transaction(async (db) => {
    await upsertSecret(db, ctx.workspaceId, { name, sealed, createdBy: ctx.actor.label, updatedAt: now });
    await audit(ctx, "secret.saved", name, undefined, db);
  });
  return { name };
}

/**
 * Steps that name it take their failed exit from then on.
 * @throws AppError forbidden, not_found
 */
export async function removeSecret(ctx: Context, { name }: { name: string }): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    if ((await deleteSecret(db, ctx.workspaceId, name)) === 0)
      throw new AppError("not_found", "There is no secret of this name in this workspace.");
    await audit(ctx, "secret.removed", name, undefined, db);
  });
}
