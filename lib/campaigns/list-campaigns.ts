import "server-only";
import type { Context } from "@/lib/auth/context";
import type { CampaignView, ListCampaignsInput } from "@/lib/campaigns/contract";
import { findCampaigns } from "@/lib/campaigns/store";
import { viewCampaign } from "@/lib/campaigns/view";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import { toPage } from "@/lib/contracts/page";

/** Campaigns' ids have 32 bits; a cursor of another list may be larger. */
const MAX_ID = 2_147_483_647;

const ARCHIVED = { false: false, true: true, all: null } as const;

/** Newest first, a page at a time. */
export async function listCampaigns(
  ctx: Context,
  { archived, cursor, limit }: ListCampaignsInput,
): Promise<{ items: CampaignView[]; nextCursor: string | null }> {
  const before = cursor === undefined ? null : Math.min(Number(cursor), MAX_ID);
  const [rows, targets] = await Promise.all([
    findCampaigns(ctx.workspaceId, { archived: ARCHIVED[archived], before, take: limit + 1 }),
    webhookTargets(ctx.workspaceId),
  ]);
  return toPage(rows, limit, (row) => viewCampaign(row, targets));
}
