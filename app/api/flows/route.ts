import { createFlowInput, listFlowsInput } from "@/lib/flows/contract";
import { listFlows } from "@/lib/flows/list-flows";
import { createFlow } from "@/lib/flows/manage-flows";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "viewer",
  input: listFlowsInput,
  handler: (session, input) => listFlows(session, input),
});
export const POST = appRoute({
  role: "operator",
  input: createFlowInput,
  handler: async (session, input) => created(await createFlow(session, input)),
});
