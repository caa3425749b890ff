import { operationRoute } from "@/lib/api/operation-route";
import {
  getCampaignFallbackOperation,
  setCampaignFallbackOperation,
} from "@/lib/api/operations/fallback-rules";
import { getCampaignFallback, setCampaignFallback } from "@/lib/fallback/modes/campaign-fallback";

export const GET = operationRoute(getCampaignFallbackOperation, getCampaignFallback);
export const PATCH = operationRoute(setCampaignFallbackOperation, (ctx, input) =>
  setCampaignFallback(ctx, input),
);
