import { appRoute } from "@/lib/http/app-route";
import { rotateSecretInput } from "@/lib/webhooks-out/contract";
import { rotateSecret } from "@/lib/webhooks-out/endpoints";

export const POST = appRoute({
  role: "admin",
  input: rotateSecretInput,
  handler: (session, input) => rotateSecret(session, input),
});
