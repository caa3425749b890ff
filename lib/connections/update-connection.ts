import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { ChangedConnection, UpdateConnectionInput } from "@/lib/connections/contract";
import { adapterOf, requireConnection } from "@/lib/connections/require-connection";
import { openSettings, sealSettings, underPresentKeys } from "@/lib/connections/sealed-settings";
import { applySettings } from "@/lib/connections/settings";
import { type ConnectionRow, lockConnection, updateConnectionRow } from "@/lib/connections/store";
import { viewConnection } from "@/lib/connections/view";
import { transaction } from "@/lib/db/transaction";
import type { Settings } from "@/lib/providers/provider";
import { SealError } from "@/lib/secrets/envelope";

/**
 * Changes the name and single settings; what is left out stays. See `applySettings` for rotations.
 * @throws AppError forbidden, not_found, invalid_input
 */
export async function updateConnection(
  ctx: Context,
  input: UpdateConnectionInput,
): Promise<ChangedConnection> {
  requireRole(ctx, "admin");
  const { id, name, settings = {}, ...rotation } = input;
  const { row, generated } = await transaction(async (db) => {
    const before = requireConnection(await lockConnection(db, ctx.workspaceId, id));
    const adapter = adapterOf(before);
    const applied = applySettings(adapter, currentSettings(before), { settings, ...rotation });
    const stored = sealSettings(adapter, { workspaceId: ctx.workspaceId, id }, applied.settings);
    const row = await updateConnectionRow(db, ctx.workspaceId, id, { name: name ?? before.name, ...stored });
    await audit(
      ctx,
      "connection.changed",
      row.name,
      { settings: Object.keys(settings).sort().join(", ") },
      db,
    );
    for (const key of applied.rotated)
      await audit(ctx, "connection.secret_rotated", row.name, { secret: key }, db);
    return { row, generated: applied.generated };
  });
  return { ...(await viewConnection(ctx.workspaceId, row)), generated };
}

/** Secrets of a lost encryption key count as not set, so that entering them again repairs the connection. */
function currentSettings(row: ConnectionRow): Settings {
  try {
    return openSettings(row);
  } catch (error) {
    if (error instanceof SealError) return underPresentKeys(row.provider, row.settings as Settings);
    throw error;
  }
}
