import { settleInput } from "@/lib/fallback/attempts/contract";
import { settleAttempt } from "@/lib/fallback/attempts/settle-attempt";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: settleInput,
  handler: (session, input) => settleAttempt(session, input),
});
