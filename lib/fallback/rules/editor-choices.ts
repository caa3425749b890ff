import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { listCampaigns } from "@/lib/campaigns/list-campaigns";
import { listConnections } from "@/lib/connections/list-connections";
import type { Price } from "@/lib/domain/fallback/price";
import { workspacePrices } from "@/lib/prices/workspace-prices";
import type { FallbackChannel } from "@/lib/providers/sender";
import { senderOf } from "@/lib/providers/senders";

/** What a rule's form offers, and what its preview reckons with. */
export type EditorChoices = {
  readonly connections: readonly {
    readonly id: string;
    readonly name: string;
    readonly provider: string;
    readonly channels: readonly FallbackChannel[];
  }[];
  /** Newest first; past messages of each can be tried. */
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  readonly prices: readonly Price[];
  readonly currency: string;
  /** Milliseconds since the epoch: prices are those of this moment. */
  readonly now: number;
};

/** People choose among the newest; the API takes any. */
const CAMPAIGNS = 100;

export async function editorChoices(ctx: Context, now = Date.now()): Promise<EditorChoices> {
  requireRole(ctx, "operator");
  const [{ items }, { items: campaigns }, { prices, currency }] = await Promise.all([
    listConnections(ctx),
    listCampaigns(ctx, { limit: CAMPAIGNS, archived: "all" }),
    workspacePrices(ctx.workspaceId),
  ]);
  const connections = items
    .map(({ id, name, provider }) => ({ id, name, provider, channels: senderOf(provider)?.channels ?? [] }))
    .filter(({ channels }) => channels.length > 0);
  return { connections, campaigns: campaigns.map(({ id, name }) => ({ id, name })), prices, currency, now };
}
