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
import {
  deleteSecret,
  findSecretNames,
  findSecrets,
  insertSecret,
  upsertSecret,
} from "@/lib/named-secrets/store";

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

/**
 * Keeps a new secret, or puts another value in the place of the one that is there.
 * @throws AppError forbidden; conflict where it was to be new and is not
 */
export async function saveSecret(
  ctx: Context,
  { name, value, isNew = false }: z.output<typeof saveSecretInput>,
  now = new Date(),
): Promise<{ name: string }> {
  requireRole(ctx, "admin");
  const sealed = sealedSecret(ctx.workspaceId, name, value);
  await transaction(async (db) => {
    const row = { name, sealed, createdBy: ctx.actor.label, updatedAt: now };
    if (!isNew) await upsertSecret(db, ctx.workspaceId, row);
    else if (!(await insertSecret(db, ctx.workspaceId, row))) throw nameTaken(name);
    await audit(ctx, "secret.saved", name, undefined, db);
  });
  return { name };
}

function nameTaken(name: string): AppError {
  const message = `There is a secret “${name}” already. Choose another name, or replace that one.`;
  return new AppError("conflict", message, { problems: [{ path: "name", code: "secret_taken", message }] });
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
