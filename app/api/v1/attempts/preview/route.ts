import { operationRoute } from "@/lib/api/operation-route";
import { previewAttemptsOperation } from "@/lib/api/operations/fallbacks";
import { previewManual } from "@/lib/fallback/manual/preview";

export const POST = operationRoute(previewAttemptsOperation, (ctx, input) => previewManual(ctx, input));
