import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { requireConnection } from "@/lib/connections/require-connection";
import { connectionForSending } from "@/lib/connections/sending";
import { findConnection } from "@/lib/connections/store";
import type { ConnectionTest } from "@/lib/connections/test-connection-contract";
import { refusal } from "@/lib/errors";
import { outboundFetch } from "@/lib/http/outbound";
import { senderOf } from "@/lib/providers/senders";

const TIMEOUT = 10_000; // ms

/** Whether there is anything to test: some providers only report statuses. */
export const canSend = (providerId: string): boolean => senderOf(providerId) !== undefined;

/**
 * Proves the credentials for sending by a call that sends nothing. A credential that is refused is an answer,
 * not a failure. @throws AppError forbidden, not_found, conflict
 */
export async function testConnection(ctx: Context, { id }: { id: number }): Promise<ConnectionTest> {
  requireRole(ctx, "operator");
  const row = requireConnection(await findConnection(ctx.workspaceId, id));
  const sender = senderOf(row.provider);
  if (!sender)
    throw refusal(
      "conflict",
      "connection_only_receives",
      "This connection only receives statuses, so there are no credentials for sending to test.",
    );
  const connection = await connectionForSending(ctx.workspaceId, id);
  if (!connection)
    return {
      ok: false,
      code: "secrets_unreadable",
      cause: "The saved secrets can't be read with this installation's key. Enter them again.",
    };
  const outcome = await sender.test({
    settings: connection.settings,
    fetch: outboundFetch,
    timeout: TIMEOUT,
  });
  return outcome.ok ? { ok: true, detail: outcome.detail ?? null } : outcome;
}
