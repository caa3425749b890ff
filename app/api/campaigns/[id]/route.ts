import { updateCampaignInput } from "@/lib/campaigns/contract";
import { updateCampaign } from "@/lib/campaigns/update-campaign";
import { appRoute } from "@/lib/http/app-route";

/** Renames or archives a campaign. */
export const PATCH = appRoute({
  role: "operator",
  input: updateCampaignInput,
  handler: (session, input) => updateCampaign(session, input),
});
