import "server-only";
import type { Context } from "@/lib/auth/context";
import type { CampaignView } from "@/lib/campaigns/contract";
import { findCampaign } from "@/lib/campaigns/store";
import { viewCampaign } from "@/lib/campaigns/view";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import { AppError } from "@/lib/errors";

/** @throws AppError not_found, also for another workspace's campaign */
export function requireCampaign<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such campaign in this workspace.");
}

/** @throws AppError not_found */
export async function getCampaign(ctx: Context, { id }: { id: number }): Promise<CampaignView> {
  const row = requireCampaign(await findCampaign(ctx.workspaceId, id));
  return viewCampaign(row, await webhookTargets(ctx.workspaceId));
}
