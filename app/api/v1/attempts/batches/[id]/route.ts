import { operationRoute } from "@/lib/api/operation-route";
import { getBatchOperation } from "@/lib/api/operations/fallbacks";
import { getBatch } from "@/lib/fallback/manual/send-now";

export const GET = operationRoute(getBatchOperation, (ctx, input) => getBatch(ctx, input));
