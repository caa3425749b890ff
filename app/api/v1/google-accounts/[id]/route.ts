import { operationRoute } from "@/lib/api/operation-route";
import { removeGoogleAccountOperation } from "@/lib/api/operations/logs";
import { removeAccount } from "@/lib/logs/accounts/accounts";

export const DELETE = operationRoute(removeGoogleAccountOperation, async (ctx, input) => {
  await removeAccount(ctx, input);
  return undefined;
});
