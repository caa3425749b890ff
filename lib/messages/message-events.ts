import "server-only";
import type { Context } from "@/lib/auth/context";
import { providerOfConnections } from "@/lib/connections/provider-of-connections";
import { AppError } from "@/lib/errors";
import type { MessageEvent, MessageView } from "@/lib/messages/contract";
import { findEvents, findMessage, type MessageRow } from "@/lib/messages/store";
import { channelOf, viewEvent, viewMessage } from "@/lib/messages/view";

/** @throws AppError not_found */
export async function getMessage(ctx: Context, { id }: { id: bigint }): Promise<MessageView> {
  const { row, provider } = await messageOf(ctx, id);
  return viewMessage(ctx, row, provider);
}

/** A message's life in the provider's own words, in the order in which it happened. @throws AppError not_found */
export async function messageEvents(
  ctx: Context,
  { id }: { id: bigint },
): Promise<{ items: MessageEvent[] }> {
  const { row, provider } = await messageOf(ctx, id);
  const events = await findEvents(ctx.workspaceId, id);
  return { items: events.map((event) => viewEvent(ctx, event, { provider, channel: channelOf(row) })) };
}

async function messageOf(ctx: Context, id: bigint): Promise<{ row: MessageRow; provider: string }> {
  const row = await findMessage(ctx.workspaceId, id);
  if (!row) throw new AppError("not_found", "There is no such message in this workspace.");
  const providers = await providerOfConnections(ctx.workspaceId);
  return { row, provider: providers.get(row.connectionId) ?? "" };
}
