import { operationRoute } from "@/lib/api/operation-route";
import { cancelAttemptOperation } from "@/lib/api/operations/fallbacks";
import { cancelAttempt } from "@/lib/fallback/attempts/settle-attempt";

export const POST = operationRoute(cancelAttemptOperation, (ctx, input) => cancelAttempt(ctx, input));
