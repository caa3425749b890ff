import "server-only";
import type { Context } from "@/lib/auth/context";
import { listConnections } from "@/lib/connections/list-connections";
import { SENDS_NOTHING } from "@/lib/domain/channel/capability";
import { ruleNames } from "@/lib/fallback/rules/list-rules";
import type { FlowReferences } from "@/lib/flows/contract";
import { findCampaignNames, findEndpoints, findLogs, findTemplates } from "@/lib/flows/reference-store";
import { secretNames } from "@/lib/named-secrets/manage";
import { senderOf } from "@/lib/providers/senders";

/** What steps can name in a workspace. */
export async function referencesOf(ctx: Context): Promise<FlowReferences> {
  const { workspaceId } = ctx;
  const [connections, rules, logs, endpoints, secrets, campaigns, templates] = await Promise.all([
    listConnections(ctx),
    ruleNames(workspaceId),
    findLogs(workspaceId),
    findEndpoints(workspaceId),
    secretNames(workspaceId),
    findCampaignNames(workspaceId),
    findTemplates(workspaceId),
  ]);
  return {
    connections: connections.items.map(({ id, name, provider }) => {
      const { channels, can } = senderOf(provider) ?? SENDS_NOTHING;
      return { id, name, provider, sms: channels.includes("sms"), calls: channels.includes("voice"), can };
    }),
    rules: rules.map(withText),
    logs: logs.map(withText),
    endpoints: endpoints.map(withText),
    secrets,
    campaigns: campaigns.map(withText),
    templates,
  };
}

const withText = <Row extends { id: number }>(row: Row): Omit<Row, "id"> & { id: string } => ({
  ...row,
  id: String(row.id),
});
