import { exportAttemptsOperation } from "@/lib/api/operations/fallbacks";
import { exportResponse } from "@/lib/exports/respond";
import { exportAttempts } from "@/lib/fallback/attempts/export-attempts";
import { apiRoute } from "@/lib/http/api-route";

export const GET = apiRoute({
  scope: exportAttemptsOperation.scope,
  input: exportAttemptsOperation.input,
  handler: async (ctx, { format, ...filter }) =>
    exportResponse(await exportAttempts(ctx, filter, format), format, new Date()),
});
