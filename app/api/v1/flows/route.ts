import { operationRoute } from "@/lib/api/operation-route";
import { createFlowOperation, listFlowsOperation } from "@/lib/api/operations/flows";
import { listFlows } from "@/lib/flows/list-flows";
import { createFlow } from "@/lib/flows/manage-flows";

export const GET = operationRoute(listFlowsOperation, (ctx, input) => listFlows(ctx, input));
export const POST = operationRoute(createFlowOperation, (ctx, input) => createFlow(ctx, input));
