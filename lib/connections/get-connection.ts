import "server-only";
import { requireAdmin } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { ConnectionView } from "@/lib/connections/contract";
import { adapterOf, requireConnection } from "@/lib/connections/require-connection";
import { openSettings } from "@/lib/connections/sealed-settings";
import { findConnection } from "@/lib/connections/store";
import { viewConnection } from "@/lib/connections/view";

/** @throws AppError not_found */
export async function getConnection(ctx: Context, { id }: { id: number }): Promise<ConnectionView> {
  const row = requireConnection(await findConnection(ctx.workspaceId, id));
  return viewConnection(ctx.workspaceId, row);
}

/**
 * Values that an admin has to enter at the provider (verify tokens, shared header secrets), by field key. Only
 * fields that we can make up are ever shown; what the provider issued stays hidden from everyone.
 * @throws AppError forbidden (also for API keys), not_found
 */
export async function revealGenerated(ctx: Context, { id }: { id: number }): Promise<Record<string, string>> {
  requireAdmin(ctx);
  const row = requireConnection(await findConnection(ctx.workspaceId, id));
  const settings = openSettings(row);
  const shown = adapterOf(row).settings.filter((field) => field.generated && settings[field.key]);
  return Object.fromEntries(shown.map((field) => [field.key, settings[field.key] ?? ""]));
}
