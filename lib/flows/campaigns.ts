import "server-only";
import type { Context } from "@/lib/auth/context";
import { updateCampaign } from "@/lib/campaigns/update-campaign";

/** Gives a campaign a flow, or lets it run the default one. @throws AppError forbidden, not_found, conflict */
export async function setCampaignFlow(
  ctx: Context,
  { id, flowId }: { id: number; flowId: number | null },
): Promise<{ flowId: string | null }> {
  const campaign = await updateCampaign(ctx, { id, flowId });
  return { flowId: campaign.flowId };
}
