import { exportRejectedOperation } from "@/lib/api/operations/rejected-export";
import { exportResponse } from "@/lib/exports/respond";
import { apiRoute } from "@/lib/http/api-route";
import { exportRejected } from "@/lib/rejected/export-rejected";

export const GET = apiRoute({
  scope: exportRejectedOperation.scope,
  input: exportRejectedOperation.input,
  handler: async (ctx, { format, ...filter }) =>
    exportResponse(await exportRejected(ctx, filter, format), format, new Date()),
});
