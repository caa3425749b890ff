import { operationRoute } from "@/lib/api/operation-route";
import {
  getConnectionOperation,
  removeConnectionOperation,
  updateConnectionOperation,
} from "@/lib/api/operations/connections";
import { getConnection } from "@/lib/connections/get-connection";
import { removeConnection } from "@/lib/connections/remove-connection";
import { updateConnection } from "@/lib/connections/update-connection";

export const GET = operationRoute(getConnectionOperation, getConnection);
export const PATCH = operationRoute(updateConnectionOperation, updateConnection);
export const DELETE = operationRoute(removeConnectionOperation, async (ctx, input) => {
  await removeConnection(ctx, input);
  return undefined;
});
