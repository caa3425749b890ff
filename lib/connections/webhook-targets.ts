import "server-only";
import { findConnections } from "@/lib/connections/store";
import { webhookUrlOf } from "@/lib/connections/view";
import type { WorkspaceId } from "@/lib/domain/ids";

/** A connection as a campaign's page sees it. */
export type WebhookTarget = {
  readonly connectionId: string;
  readonly provider: string;
  readonly name: string;
  readonly urlFor: (campaignKey: string) => string;
};

/** Where statuses of the workspace can be sent to. */
export async function webhookTargets(workspaceId: WorkspaceId): Promise<WebhookTarget[]> {
  const rows = await findConnections(workspaceId);
  return rows.map((row) => ({
    connectionId: String(row.id),
    provider: row.provider,
    name: row.name,
    urlFor: (campaignKey) => webhookUrlOf(row.key, campaignKey),
  }));
}
