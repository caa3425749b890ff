import { operationRoute } from "@/lib/api/operation-route";
import { settleAttemptOperation } from "@/lib/api/operations/fallbacks";
import { settleAttempt } from "@/lib/fallback/attempts/settle-attempt";

export const POST = operationRoute(settleAttemptOperation, (ctx, input) => settleAttempt(ctx, input));
