import { operationRoute } from "@/lib/api/operation-route";
import {
  getEndpointOperation,
  removeEndpointOperation,
  updateEndpointOperation,
} from "@/lib/api/operations/webhook-endpoints";
import { getEndpoint, removeEndpoint, updateEndpoint } from "@/lib/webhooks-out/endpoints";

export const GET = operationRoute(getEndpointOperation, getEndpoint);
export const PATCH = operationRoute(updateEndpointOperation, updateEndpoint);
export const DELETE = operationRoute(removeEndpointOperation, async (ctx, input) => {
  await removeEndpoint(ctx, input);
  return undefined;
});
