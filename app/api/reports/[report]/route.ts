import { z } from "zod";
import { appRoute } from "@/lib/http/app-route";
import { checkInput } from "@/lib/http/problem";
import { REPORT_NAMES, REPORTS } from "@/lib/reports/registry";

const input = z.looseObject({ report: z.enum(REPORT_NAMES) });

/** One report from the roll-ups, for the workspace of the session. */
export const GET = appRoute({
  role: "viewer",
  input,
  handler: async (session, { report, ...query }) => {
    const { params, run } = REPORTS[report];
    return run(session, checkInput(params, query), Date.now());
  },
});
