import { operationRoute } from "@/lib/api/operation-route";
import { createCampaignOperation, listCampaignsOperation } from "@/lib/api/operations/campaigns";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { listCampaigns } from "@/lib/campaigns/list-campaigns";

export const GET = operationRoute(listCampaignsOperation, listCampaigns);
export const POST = operationRoute(createCampaignOperation, createCampaign);
