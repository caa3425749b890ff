import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { Halted } from "@/lib/fallback/modes/contract";
import { type DefaultsRow, findDefaults, lockDefaults, updateHalted } from "@/lib/fallback/modes/store";

/**
 * The kill switch: from its commit on nothing leaves, by rule or by hand, in the whole workspace. What was
 * planned stays planned. A repeat keeps the first time and name.
 */
export const haltSending = (ctx: Context): Promise<{ halted: Halted }> => setHalted(ctx, ctx.actor.label);

export const resumeSending = (ctx: Context): Promise<{ halted: Halted }> => setHalted(ctx, null);

async function setHalted(ctx: Context, by: string | null): Promise<{ halted: Halted }> {
  requireRole(ctx, "operator");
  return transaction(async (db) => {
    const before = await lockDefaults(db, ctx.workspaceId);
    if ((before.fallbackHaltedAt === null) === (by === null)) return { halted: viewHalted(before) };
    await updateHalted(db, ctx.workspaceId, by);
    await audit(ctx, by === null ? "fallback.resumed" : "fallback.halted", undefined, undefined, db);
    return { halted: viewHalted(await lockDefaults(db, ctx.workspaceId)) };
  });
}

export const viewHalted = ({
  fallbackHaltedAt,
  fallbackHaltedBy,
}: Pick<DefaultsRow, "fallbackHaltedAt" | "fallbackHaltedBy">): Halted =>
  fallbackHaltedAt && { at: fallbackHaltedAt.toISOString(), by: fallbackHaltedBy ?? "" };

export async function getHalted(ctx: Context): Promise<{ halted: Halted }> {
  return { halted: viewHalted(await findDefaults(ctx.workspaceId)) };
}
