import { setCampaignFlow } from "@/lib/flows/campaigns";
import { setCampaignFlowInput } from "@/lib/flows/contract";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute({ role: "operator", input: setCampaignFlowInput, handler: setCampaignFlow });
