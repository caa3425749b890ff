import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { archiveUnassigned } from "@/lib/campaigns/make-unassigned";
import { requireConnection } from "@/lib/connections/require-connection";
import { lockConnection, markConnectionRemoved } from "@/lib/connections/store";
import { transaction } from "@/lib/db/transaction";

/**
 * Ends a connection: its webhook address is unknown from now on and its secrets are gone. Messages that it
 * received stay. @throws AppError forbidden, not_found
 */
export async function removeConnection(ctx: Context, { id }: { id: number }): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    const row = requireConnection(await lockConnection(db, ctx.workspaceId, id));
    await markConnectionRemoved(db, ctx.workspaceId, id);
    await archiveUnassigned(db, ctx.workspaceId, id);
    await audit(ctx, "connection.deleted", row.name, { provider: row.provider }, db);
  });
}
