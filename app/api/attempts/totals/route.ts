import { attemptTotalsInput } from "@/lib/fallback/attempts/contract";
import { attemptTotals } from "@/lib/fallback/attempts/list-attempts";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "viewer",
  input: attemptTotalsInput,
  handler: (session, input) => attemptTotals(session, input),
});
