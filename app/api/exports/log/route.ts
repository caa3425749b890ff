import { exportResponse } from "@/lib/exports/respond";
import { appRoute } from "@/lib/http/app-route";
import { exportLogInput } from "@/lib/logs/contract";
import { exportLog } from "@/lib/logs/history/export-log";

/** Downloads hold full numbers: not for viewers. */
export const GET = appRoute({
  role: "operator",
  input: exportLogInput,
  handler: async (session, input) =>
    exportResponse(await exportLog(session, input), input.format, new Date()),
});
