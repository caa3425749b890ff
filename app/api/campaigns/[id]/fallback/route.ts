import { campaignControlOf, setCampaignFallback } from "@/lib/fallback/modes/campaign-fallback";
import { campaignFallbackInput, setCampaignFallbackInput } from "@/lib/fallback/modes/contract";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: campaignFallbackInput, handler: campaignControlOf });
export const PATCH = appRoute({
  role: "operator",
  input: setCampaignFallbackInput,
  handler: (session, input) => setCampaignFallback(session, input),
});
