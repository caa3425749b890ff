import "server-only";
import { connectionForSending } from "@/lib/connections/sending";
import type { WorkspaceId } from "@/lib/domain/ids";
import { env, publicUrl } from "@/lib/env";
import type { PrepareContext } from "@/lib/fallback/dispatch/prepare";
import { outboundFetch } from "@/lib/http/outbound";
import { workspacePrices } from "@/lib/prices/workspace-prices";
import type { SenderAccount } from "@/lib/providers/sender";
import { senderOf } from "@/lib/providers/senders";

/** Milliseconds; providers answer within a second or two, and a call that is accepted late is a call twice. */
const SEND_TIMEOUT = 15_000;

/** What sending on one connection needs, read anew for every batch: settings and prices may have changed. */
export async function laneContext(
  workspaceId: number,
  connectionId: number,
): Promise<PrepareContext & { readonly account: SenderAccount }> {
  const connection = await connectionForSending(workspaceId as WorkspaceId, connectionId);
  const { prices, currency } = await workspacePrices(workspaceId as WorkspaceId);
  // The simulator answers this very process, which its public address may not reach.
  const base = connection?.provider === "simulator" ? `http://127.0.0.1:${env().PORT}` : publicUrl();
  return {
    connection,
    sender: connection ? senderOf(connection.provider) : undefined,
    prices,
    currency,
    callbackUrl: (attemptId) => `${base}/api/webhooks/${connection?.key}?attempt=${attemptId}`,
    account: { settings: connection?.settings ?? {}, fetch: outboundFetch, timeout: SEND_TIMEOUT },
  };
}
