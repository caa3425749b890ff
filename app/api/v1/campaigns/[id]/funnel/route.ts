import { viewFunnel } from "@/lib/api/funnel-view";
import { operationRoute } from "@/lib/api/operation-route";
import { campaignFunnelOperation } from "@/lib/api/operations/campaigns";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { readCampaignFunnel } from "@/lib/reports/campaign-funnel/read";

export const GET = operationRoute(campaignFunnelOperation, async (ctx, { id }) =>
  viewFunnel(requireCampaign(await readCampaignFunnel(ctx.workspaceId, id))),
);
