import { exportResponse } from "@/lib/exports/respond";
import { appRoute } from "@/lib/http/app-route";
import { suppressionExportInput } from "@/lib/suppression/definition";
import { exportSuppressions } from "@/lib/suppression/export-suppressions";

/** Downloads hold full numbers: not for viewers. */
export const GET = appRoute({
  role: "operator",
  input: suppressionExportInput,
  handler: async (session, { format, ...filter }) =>
    exportResponse(await exportSuppressions(session, filter, format), format, new Date()),
});
