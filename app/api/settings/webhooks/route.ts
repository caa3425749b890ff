import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { createEndpointInput } from "@/lib/webhooks-out/contract";
import { createEndpoint } from "@/lib/webhooks-out/endpoints";

export const POST = appRoute({
  role: "admin",
  input: createEndpointInput,
  handler: async (session, input) => created(await createEndpoint(session, input)),
});
