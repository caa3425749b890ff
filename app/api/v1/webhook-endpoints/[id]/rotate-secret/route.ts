import { operationRoute } from "@/lib/api/operation-route";
import { rotateSecretOperation } from "@/lib/api/operations/webhook-endpoints";
import { rotateSecret } from "@/lib/webhooks-out/endpoints";

export const POST = operationRoute(rotateSecretOperation, rotateSecret);
