import { createApiKeyInput } from "@/lib/api-keys/contract";
import { createApiKey } from "@/lib/api-keys/manage";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "admin",
  input: createApiKeyInput,
  handler: async (session, input) => created(await createApiKey(session, input)),
});
