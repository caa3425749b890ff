import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { deleteSuppressions } from "@/lib/suppression/store";

/** Takes numbers off the list; those that are gone already don't matter. @throws AppError forbidden */
export async function removeSuppressions(
  ctx: Context,
  which: { ids: readonly number[] } | { recipients: readonly string[] },
): Promise<{ removed: number }> {
  requireRole(ctx, "operator");
  return transaction(async (db) => {
    const removed = await deleteSuppressions(db, ctx.workspaceId, which);
    if (removed > 0) await audit(ctx, "suppression.removed", undefined, { removed }, db);
    return { removed };
  });
}
