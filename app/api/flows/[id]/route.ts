import { flowIdInput, updateFlowInput } from "@/lib/flows/contract";
import { getFlow } from "@/lib/flows/list-flows";
import { updateFlowSettings } from "@/lib/flows/manage-flows";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: flowIdInput, handler: getFlow });
export const PATCH = appRoute({
  role: "operator",
  input: updateFlowInput,
  handler: (session, input) => updateFlowSettings(session, input),
});
