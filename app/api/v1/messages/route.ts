import { operationRoute } from "@/lib/api/operation-route";
import { listMessagesOperation } from "@/lib/api/operations/messages";
import { listMessages } from "@/lib/messages/list-messages";

export const GET = operationRoute(listMessagesOperation, listMessages);
