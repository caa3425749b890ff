import "server-only";
import type { CampaignView } from "@/lib/campaigns/contract";
import type { CampaignRow } from "@/lib/campaigns/store";
import type { WebhookTarget } from "@/lib/connections/webhook-targets";

/** @param targets - the workspace's connections; each gives one address of the campaign */
export function viewCampaign(row: CampaignRow, targets: readonly WebhookTarget[]): CampaignView {
  // "Unassigned" is what remains: an address that leads there on purpose would only hide a mistake.
  const addressed = row.unassignedOf === null ? targets : [];
  return {
    id: String(row.id),
    key: row.key,
    name: row.name,
    tag: row.tag,
    unassignedOf: row.unassignedOf === null ? null : String(row.unassignedOf),
    webhookUrls: addressed.map(({ connectionId, provider, name, urlFor }) => ({
      connectionId,
      provider,
      name,
      url: urlFor(row.key),
    })),
    flowId: row.flowId === null ? null : String(row.flowId),
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
  };
}
