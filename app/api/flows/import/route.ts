import { importFlow } from "@/lib/flows/exchange";
import { importFlowInput } from "@/lib/flows/exchange-contract";
import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: importFlowInput,
  maxBytes: MAX_FLOW_BYTES,
  handler: async (session, input) => created(await importFlow(session, input)),
});
