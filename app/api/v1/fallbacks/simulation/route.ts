import { operationRoute } from "@/lib/api/operation-route";
import { simulateRuleOperation } from "@/lib/api/operations/fallback-simulation";
import { simulateRule } from "@/lib/fallback/simulate/simulate";

export const POST = operationRoute(simulateRuleOperation, (ctx, input) =>
  simulateRule(ctx, input, Date.now()),
);
