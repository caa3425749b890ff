import { operationRoute } from "@/lib/api/operation-route";
import { replayFailedOperation } from "@/lib/api/operations/webhook-endpoints";
import { replayFailed } from "@/lib/webhooks-out/deliveries";

export const POST = operationRoute(replayFailedOperation, replayFailed);
