import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
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
  readonly prices: readonly Price[];
  readonly currency: string;
  /** Milliseconds since the epoch: prices are those of this moment. */
  readonly now: number;
};

export async function editorChoices(ctx: Context, now = Date.now()): Promise<EditorChoices> {
  requireRole(ctx, "operator");
  const [{ items }, { prices, currency }] = await Promise.all([
    listConnections(ctx),
    workspacePrices(ctx.workspaceId),
  ]);
  const connections = items
    .map(({ id, name, provider }) => ({ id, name, provider, channels: senderOf(provider)?.channels ?? [] }))
    .filter(({ channels }) => channels.length > 0);
  return { connections, prices, currency, now };
}
