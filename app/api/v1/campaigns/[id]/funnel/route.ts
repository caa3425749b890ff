import { viewFunnel } from "@/lib/api/funnel-view";
import { operationRoute } from "@/lib/api/operation-route";
import { campaignFunnelOperation } from "@/lib/api/operations/campaigns";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { queryCampaignFunnel } from "@/lib/reports/campaign-funnel/query";
import { shapeCampaignFunnel } from "@/lib/reports/campaign-funnel/shape";

export const GET = operationRoute(campaignFunnelOperation, async (ctx, { id }) => {
  const row = requireCampaign(await queryCampaignFunnel(ctx.workspaceId, id));
  return viewFunnel(shapeCampaignFunnel(row));
});
