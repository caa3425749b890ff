import { operationRoute } from "@/lib/api/operation-route";
import { duplicateFlowOperation } from "@/lib/api/operations/flows";
import { duplicateFlow } from "@/lib/flows/manage-flows";

export const POST = operationRoute(duplicateFlowOperation, duplicateFlow);
