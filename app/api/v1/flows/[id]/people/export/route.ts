import { exportFlowPeopleOperation } from "@/lib/api/operations/flow-heatmap";
import { exportResponse } from "@/lib/exports/respond";
import { apiRoute } from "@/lib/http/api-route";
import { exportFlowPeople } from "@/lib/reports/flow/export-people";

export const GET = apiRoute({
  scope: exportFlowPeopleOperation.scope,
  input: exportFlowPeopleOperation.input,
  handler: async (ctx, input) => exportResponse(await exportFlowPeople(ctx, input), input.format, new Date()),
});
