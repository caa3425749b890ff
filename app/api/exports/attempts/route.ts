import { exportResponse } from "@/lib/exports/respond";
import { exportAttemptsInput } from "@/lib/fallback/attempts/contract";
import { exportAttempts } from "@/lib/fallback/attempts/export-attempts";
import { appRoute } from "@/lib/http/app-route";

/** Downloads hold full numbers: not for viewers. */
export const GET = appRoute({
  role: "operator",
  input: exportAttemptsInput,
  handler: async (session, { format, ...filter }) =>
    exportResponse(await exportAttempts(session, filter, format), format, new Date()),
});
