import { appRoute } from "@/lib/http/app-route";
import { listSecretsInput, removeSecretInput, saveSecretInput } from "@/lib/named-secrets/contract";
import { listSecrets, removeSecret, saveSecret } from "@/lib/named-secrets/manage";

export const GET = appRoute({
  role: "viewer",
  input: listSecretsInput,
  handler: (session) => listSecrets(session),
});
export const PUT = appRoute({
  role: "admin",
  input: saveSecretInput,
  handler: (session, input) => saveSecret(session, input),
});
export const DELETE = appRoute({ role: "admin", input: removeSecretInput, handler: removeSecret });
