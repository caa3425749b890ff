import { operationRoute } from "@/lib/api/operation-route";
import { replayDeliveryOperation } from "@/lib/api/operations/webhook-endpoints";
import { replayDelivery } from "@/lib/webhooks-out/deliveries";

export const POST = operationRoute(replayDeliveryOperation, replayDelivery);
