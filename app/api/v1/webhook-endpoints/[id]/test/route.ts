import { operationRoute } from "@/lib/api/operation-route";
import { testEndpointOperation } from "@/lib/api/operations/webhook-endpoints";
import { sendTestEvent } from "@/lib/webhooks-out/deliveries";

export const POST = operationRoute(testEndpointOperation, sendTestEvent);
