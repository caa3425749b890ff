import { operationRoute } from "@/lib/api/operation-route";
import { messageEventsOperation } from "@/lib/api/operations/messages";
import { messageEvents } from "@/lib/messages/message-events";

export const GET = operationRoute(messageEventsOperation, messageEvents);
