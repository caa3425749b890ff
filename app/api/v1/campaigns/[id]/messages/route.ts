import { operationRoute } from "@/lib/api/operation-route";
import { registerMessagesOperation } from "@/lib/api/operations/campaigns";
import { registerMessages } from "@/lib/messages/register-messages";

export const POST = operationRoute(registerMessagesOperation, (ctx, input) => registerMessages(ctx, input));
