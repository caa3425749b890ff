import { operationRoute } from "@/lib/api/operation-route";
import {
  getFallbackDefaultsOperation,
  saveFallbackDefaultsOperation,
} from "@/lib/api/operations/fallback-defaults";
import { getFallbackDefaults, saveFallbackDefaults } from "@/lib/fallback/modes/defaults";

export const GET = operationRoute(getFallbackDefaultsOperation, getFallbackDefaults);
export const PATCH = operationRoute(saveFallbackDefaultsOperation, (ctx, input) =>
  saveFallbackDefaults(ctx, input),
);
