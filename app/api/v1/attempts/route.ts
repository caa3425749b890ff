import { operationRoute } from "@/lib/api/operation-route";
import { listAttemptsOperation, planAttemptsOperation } from "@/lib/api/operations/fallbacks";
import { listAttempts } from "@/lib/fallback/attempts/list-attempts";
import { sendNow } from "@/lib/fallback/manual/send-now";

export const GET = operationRoute(listAttemptsOperation, (ctx, input) => listAttempts(ctx, input));
export const POST = operationRoute(planAttemptsOperation, (ctx, input) => sendNow(ctx, input));
