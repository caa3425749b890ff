import { operationRoute } from "@/lib/api/operation-route";
import { listFlowPeopleOperation } from "@/lib/api/operations/flow-heatmap";
import { listFlowPeople } from "@/lib/reports/flow/people";

export const GET = operationRoute(listFlowPeopleOperation, (ctx, input) => listFlowPeople(ctx, input));
