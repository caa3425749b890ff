import { operationRoute } from "@/lib/api/operation-route";
import { getDeliveryOperation } from "@/lib/api/operations/webhook-endpoints";
import { getDelivery } from "@/lib/webhooks-out/deliveries";

export const GET = operationRoute(getDeliveryOperation, getDelivery);
