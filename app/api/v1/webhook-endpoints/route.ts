import { operationRoute } from "@/lib/api/operation-route";
import { createEndpointOperation, listEndpointsOperation } from "@/lib/api/operations/webhook-endpoints";
import { createEndpoint, listEndpoints } from "@/lib/webhooks-out/endpoints";

export const GET = operationRoute(listEndpointsOperation, listEndpoints);
export const POST = operationRoute(createEndpointOperation, createEndpoint);
