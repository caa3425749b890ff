import { operationRoute } from "@/lib/api/operation-route";
import {
  listSecretsOperation,
  removeSecretOperation,
  saveSecretOperation,
} from "@/lib/api/operations/flow-secrets";
import { listSecrets, removeSecret, saveSecret } from "@/lib/named-secrets/manage";

export const GET = operationRoute(listSecretsOperation, (ctx) => listSecrets(ctx));
export const PUT = operationRoute(saveSecretOperation, (ctx, input) => saveSecret(ctx, input));
export const DELETE = operationRoute(removeSecretOperation, async (ctx, input) => {
  await removeSecret(ctx, input);
  return undefined;
});
