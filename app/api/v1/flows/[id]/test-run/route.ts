import { operationRoute } from "@/lib/api/operation-route";
import { testRunFlowOperation } from "@/lib/api/operations/flow-exchange";
import { testRun } from "@/lib/flows/test-run";

export const POST = operationRoute(testRunFlowOperation, (ctx, input) => testRun(ctx, input));
