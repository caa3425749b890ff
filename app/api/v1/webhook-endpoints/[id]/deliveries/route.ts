import { operationRoute } from "@/lib/api/operation-route";
import { listDeliveriesOperation } from "@/lib/api/operations/webhook-endpoints";
import { listDeliveries } from "@/lib/webhooks-out/deliveries";

export const GET = operationRoute(listDeliveriesOperation, listDeliveries);
