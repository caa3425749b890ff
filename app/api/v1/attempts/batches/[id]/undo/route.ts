import { operationRoute } from "@/lib/api/operation-route";
import { undoBatchOperation } from "@/lib/api/operations/fallbacks";
import { undoBatch } from "@/lib/fallback/manual/send-now";

export const POST = operationRoute(undoBatchOperation, (ctx, input) => undoBatch(ctx, input));
