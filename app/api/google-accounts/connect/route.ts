import { appRoute } from "@/lib/http/app-route";
import { beginConsent } from "@/lib/logs/google/oauth";
import { redirectToConsent } from "@/lib/logs/google/oauth-redirect";

/** On to Google, where the person chooses an account and agrees. */
export const GET = appRoute({
  role: "admin",
  handler: async (session) => redirectToConsent(beginConsent(session)),
});
