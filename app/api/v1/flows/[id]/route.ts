import { operationRoute } from "@/lib/api/operation-route";
import { getFlowOperation, updateFlowOperation } from "@/lib/api/operations/flows";
import { getFlow } from "@/lib/flows/list-flows";
import { updateFlowSettings } from "@/lib/flows/manage-flows";

export const GET = operationRoute(getFlowOperation, getFlow);
export const PATCH = operationRoute(updateFlowOperation, (ctx, input) => updateFlowSettings(ctx, input));
