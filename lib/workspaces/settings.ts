import "server-only";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireAdmin, requirePerson } from "@/lib/auth/authorise";
import type { Context, Locale } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError } from "@/lib/errors";
import type { createWorkspaceInput, updateWorkspaceInput } from "@/lib/workspaces/contract";
import { findWorkspace, insertMembership, insertWorkspace, updateWorkspaceRow } from "@/lib/workspaces/store";

/** A further workspace, of which the caller becomes the admin. Only admins of another one may make them. */
export async function createWorkspace(
  ctx: Context,
  input: z.output<typeof createWorkspaceInput>,
): Promise<{ workspaceId: WorkspaceId }> {
  requireAdmin(ctx);
  const userId = ctx.actor.id;
  if (ctx.actor.kind !== "user" || userId === null)
    throw new AppError("forbidden", "Sign in to make a workspace.");
  return transaction(async (db) => {
    const workspaceId = await insertWorkspace(db, input);
    await insertMembership(db, workspaceId, userId, "admin");
    await audit({ workspaceId, actor: ctx.actor }, "workspace.created", input.name, undefined, db);
    return { workspaceId };
  });
}

export type WorkspaceSettings = {
  name: string;
  locale: Locale;
  timeZone: string;
  retentionDays: number | null;
};

export async function workspaceSettings(ctx: Context): Promise<WorkspaceSettings> {
  requirePerson(ctx);
  const row = await findWorkspace(ctx.workspaceId);
  if (!row) throw new AppError("not_found", "This workspace has been removed.");
  return {
    name: row.name,
    locale: row.locale as Locale,
    timeZone: row.timeZone,
    retentionDays: row.retentionDays,
  };
}

export async function updateWorkspace(
  ctx: Context,
  input: z.output<typeof updateWorkspaceInput>,
): Promise<void> {
  requireAdmin(ctx);
  await transaction(async (db) => {
    await updateWorkspaceRow(db, ctx.workspaceId, input);
    await audit(ctx, "workspace.changed", undefined, { ...input }, db);
  });
}
