import { operationRoute } from "@/lib/api/operation-route";
import { publishFlowOperation } from "@/lib/api/operations/flows";
import { publishFlow } from "@/lib/flows/publish";

export const POST = operationRoute(publishFlowOperation, (ctx, input) => publishFlow(ctx, input));
