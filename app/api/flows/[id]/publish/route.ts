import { publishFlowInput } from "@/lib/flows/contract";
import { publishFlow } from "@/lib/flows/publish";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: publishFlowInput,
  handler: (session, input) => publishFlow(session, input),
});
