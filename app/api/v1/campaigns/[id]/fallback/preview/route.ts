import { operationRoute } from "@/lib/api/operation-route";
import { previewAutomaticFallbackOperation } from "@/lib/api/operations/fallback-rules";
import { previewAutomatic } from "@/lib/fallback/modes/campaign-fallback";

export const GET = operationRoute(previewAutomaticFallbackOperation, (ctx, input) =>
  previewAutomatic(ctx, input),
);
