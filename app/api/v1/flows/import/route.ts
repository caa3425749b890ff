import { operationRoute } from "@/lib/api/operation-route";
import { importFlowOperation } from "@/lib/api/operations/flow-exchange";
import { importFlow } from "@/lib/flows/exchange";

export const POST = operationRoute(importFlowOperation, importFlow);
