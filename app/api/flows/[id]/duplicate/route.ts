import { flowIdInput } from "@/lib/flows/contract";
import { duplicateFlow } from "@/lib/flows/manage-flows";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: flowIdInput,
  handler: async (session, input) => created(await duplicateFlow(session, input)),
});
