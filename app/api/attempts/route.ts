import { listAttemptsInput } from "@/lib/fallback/attempts/contract";
import { listAttempts } from "@/lib/fallback/attempts/list-attempts";
import { sendNowInput } from "@/lib/fallback/manual/contract";
import { sendNow } from "@/lib/fallback/manual/send-now";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "viewer",
  input: listAttemptsInput,
  handler: (session, input) => listAttempts(session, input),
});

export const POST = appRoute({
  role: "operator",
  input: sendNowInput,
  handler: (session, input) => sendNow(session, input),
});
