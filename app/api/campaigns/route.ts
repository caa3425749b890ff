import { createCampaignInput } from "@/lib/campaigns/contract";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

/** Makes a campaign, from the overview. */
export const POST = appRoute({
  role: "operator",
  input: createCampaignInput,
  handler: async (session, input) => created(await createCampaign(session, input)),
});
