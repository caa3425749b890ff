import "server-only";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { WorkspaceId } from "@/lib/domain/ids";
import { AppError } from "@/lib/errors";
import {
  deleteConnections,
  deleteLooseRows,
  deleteUsersWithoutWorkspace,
  deleteWorkspace,
  findMembersOfOnly,
  findWorkspace,
} from "@/lib/workspaces/store";

/** The one click that removes the demo. Other workspaces are never removed like this. */
export async function removeDemo(ctx: Context): Promise<void> {
  requireAdmin(ctx);
  const workspace = await findWorkspace(ctx.workspaceId);
  if (!workspace?.isDemo)
    throw new AppError("conflict", "This is not the demo workspace; only the demo can be removed.");
  await removeWorkspaceData(ctx.workspaceId);
}

/**
 * Deletes a workspace with everything in it, and the accounts that had no other. The connections go first,
 * so that webhooks stop; the row itself goes after the messages, so that a stop halfway can be repeated.
 */
export async function removeWorkspaceData(workspaceId: WorkspaceId): Promise<void> {
  const accounts = await findMembersOfOnly(workspaceId);
  await deleteConnections(workspaceId);
  await deleteLooseRows(workspaceId);
  await deleteWorkspace(workspaceId);
  await deleteLooseRows(workspaceId); // what a webhook in flight wrote meanwhile
  await deleteUsersWithoutWorkspace(accounts.map(({ id }) => id));
}
