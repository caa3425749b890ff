import { exportResponse } from "@/lib/exports/respond";
import { appRoute } from "@/lib/http/app-route";
import { rejectedExportInput } from "@/lib/rejected/definition";
import { exportRejected } from "@/lib/rejected/export-rejected";

/** Downloads hold full numbers: not for viewers. */
export const GET = appRoute({
  role: "operator",
  input: rejectedExportInput,
  handler: async (session, { format, ...filter }) =>
    exportResponse(await exportRejected(session, filter, format), format, new Date()),
});
