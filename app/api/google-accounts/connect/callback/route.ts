import { appRoute } from "@/lib/http/app-route";
import { consentAnswer } from "@/lib/logs/contract";
import { endConsent } from "@/lib/logs/google/oauth";
import { consentCookie, redirectToLogs } from "@/lib/logs/google/oauth-redirect";

/** Google's way back; `state` and the cookie prove that we asked. */
export const GET = appRoute({
  role: "admin",
  input: consentAnswer,
  handler: async (session, answer, request) =>
    redirectToLogs(await endConsent(session, consentCookie(request), answer)),
});
