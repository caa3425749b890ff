import "server-only";
import type { Context } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import type { AttemptPage, AttemptTotals, ListAttemptsInput } from "@/lib/fallback/attempts/contract";
import {
  type AttemptKey,
  campaignsWithAttempts,
  findAttempts,
  totalAttempts,
} from "@/lib/fallback/attempts/store";
import { searchFor, viewAttempt } from "@/lib/fallback/attempts/view";

/** Attempts, newest first, a page at a time. */
export async function listAttempts(
  ctx: Context,
  { cursor, limit, channel, search, ...exact }: ListAttemptsInput,
): Promise<AttemptPage> {
  const whose = search === undefined ? {} : searchFor(ctx, search);
  if (whose === null) return { items: [], nextCursor: null };
  const filter = { ...exact, ...whose, channel: channel && CHANNELS.indexOf(channel) };
  const after = cursor === undefined ? null : keyOf(cursor);
  const rows = await findAttempts(ctx.workspaceId, filter, after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => viewAttempt(ctx, row)),
    nextCursor: last ? `${last.plannedAt.getTime()}_${last.id}` : null,
  };
}

function keyOf(cursor: string): AttemptKey {
  const at = cursor.indexOf("_");
  return { plannedAt: new Date(Number(cursor.slice(0, at))), id: cursor.slice(at + 1) };
}

/** How many there are in each state, and what they came to. */
export const attemptTotals = (
  ctx: Context,
  { campaignId }: { readonly campaignId?: number | undefined },
): Promise<AttemptTotals> => totalAttempts(ctx.workspaceId, campaignId ?? null);

/** What the filter can be set to. */
export const attemptCampaigns = (ctx: Context): Promise<{ id: number; name: string }[]> =>
  campaignsWithAttempts(ctx.workspaceId);
