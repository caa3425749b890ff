import { attemptIdInput } from "@/lib/fallback/attempts/contract";
import { cancelAttempt } from "@/lib/fallback/attempts/settle-attempt";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: attemptIdInput,
  handler: (session, input) => cancelAttempt(session, input),
});
