import { operationRoute } from "@/lib/api/operation-route";
import { getMessageOperation } from "@/lib/api/operations/messages";
import { getMessage } from "@/lib/messages/message-events";

export const GET = operationRoute(getMessageOperation, getMessage);
