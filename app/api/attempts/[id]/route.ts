import { getAttempt } from "@/lib/fallback/attempts/attempt-log";
import { attemptIdInput } from "@/lib/fallback/attempts/contract";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "viewer",
  input: attemptIdInput,
  handler: (session, input) => getAttempt(session, input),
});
