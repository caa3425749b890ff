import { exportResponse } from "@/lib/exports/respond";
import { appRoute } from "@/lib/http/app-route";
import { exportFlowPeople } from "@/lib/reports/flow/export-people";
import { flowPeopleExportInput } from "@/lib/reports/flow/people-contract";

/** Downloads hold full numbers: not for viewers. */
export const GET = appRoute({
  role: "operator",
  input: flowPeopleExportInput,
  handler: async (session, input) =>
    exportResponse(await exportFlowPeople(session, input), input.format, new Date()),
});
