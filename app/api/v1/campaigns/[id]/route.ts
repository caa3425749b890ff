import { operationRoute } from "@/lib/api/operation-route";
import { getCampaignOperation, updateCampaignOperation } from "@/lib/api/operations/campaigns";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { updateCampaign } from "@/lib/campaigns/update-campaign";

export const GET = operationRoute(getCampaignOperation, getCampaign);
export const PATCH = operationRoute(updateCampaignOperation, (ctx, input) => updateCampaign(ctx, input));
