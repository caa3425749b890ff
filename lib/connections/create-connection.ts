import "server-only";
import { randomBytes } from "node:crypto";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { makeUnassigned } from "@/lib/campaigns/make-unassigned";
import type { ChangedConnection, CreateConnectionInput } from "@/lib/connections/contract";
import { sealSettings } from "@/lib/connections/sealed-settings";
import { applySettings } from "@/lib/connections/settings";
import { insertConnection, nextConnectionId } from "@/lib/connections/store";
import { viewConnection } from "@/lib/connections/view";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { providerById, providers } from "@/lib/providers/registry";

/** Makes a connection and the campaign "Unassigned" of it. @throws AppError forbidden, invalid_input */
export async function createConnection(
  ctx: Context,
  input: CreateConnectionInput,
): Promise<ChangedConnection> {
  requireRole(ctx, "admin");
  const { provider, name, settings } = input;
  const adapter = providerById(provider);
  if (!adapter) throw unknownProvider(provider);
  const applied = applySettings(adapter, {}, { settings });
  const row = await transaction(async (db) => {
    const id = await nextConnectionId(db);
    const sealed = sealSettings(adapter, { workspaceId: ctx.workspaceId, id }, applied.settings);
    const key = randomBytes(32).toString("base64url");
    const made = await insertConnection(db, ctx.workspaceId, { id, provider, name, key, ...sealed });
    await makeUnassigned(db, ctx.workspaceId, id);
    await audit(ctx, "connection.created", name, { provider }, db);
    return made;
  });
  return { ...(await viewConnection(ctx.workspaceId, row)), generated: applied.generated };
}

function unknownProvider(provider: string): AppError {
  const message = `There is no provider “${provider}”. Use one of: ${Object.keys(providers).join(", ")}.`;
  return new AppError("invalid_input", message, { problems: [{ path: "provider", message }] });
}
