import { exportLogOperation } from "@/lib/api/operations/logs";
import { exportResponse } from "@/lib/exports/respond";
import { apiRoute } from "@/lib/http/api-route";
import { exportLog } from "@/lib/logs/history/export-log";

export const GET = apiRoute({
  scope: exportLogOperation.scope,
  input: exportLogOperation.input,
  handler: async (ctx, input) => exportResponse(await exportLog(ctx, input), input.format, new Date()),
});
