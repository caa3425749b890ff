import { saveDefaultsInput } from "@/lib/fallback/modes/contract";
import { saveFallbackDefaults } from "@/lib/fallback/modes/defaults";
import { appRoute } from "@/lib/http/app-route";

/** Default rule, currency, policy and approval limits of the workspace. */
export const PATCH = appRoute({
  role: "admin",
  input: saveDefaultsInput,
  handler: (session, input) => saveFallbackDefaults(session, input),
});
