import { operationRoute } from "@/lib/api/operation-route";
import { getAttemptOperation } from "@/lib/api/operations/fallbacks";
import { getAttempt } from "@/lib/fallback/attempts/attempt-log";

export const GET = operationRoute(getAttemptOperation, (ctx, input) => getAttempt(ctx, input));
