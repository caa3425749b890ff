import { appRoute } from "@/lib/http/app-route";
import { listFlowPeople } from "@/lib/reports/flow/people";
import { flowPeopleInput } from "@/lib/reports/flow/people-contract";

/** The people behind a number of the heatmap. */
export const GET = appRoute({
  role: "viewer",
  input: flowPeopleInput,
  handler: (session, input) => listFlowPeople(session, input),
});
