import "server-only";
import type { Context } from "@/lib/auth/context";
import type { ConnectionView } from "@/lib/connections/contract";
import { findConnections } from "@/lib/connections/store";
import { viewConnections } from "@/lib/connections/view";

/** All connections of the workspace, oldest first. They are few: one an account at a provider. */
export async function listConnections(ctx: Context): Promise<{ items: ConnectionView[] }> {
  return { items: await viewConnections(ctx.workspaceId, await findConnections(ctx.workspaceId)) };
}
