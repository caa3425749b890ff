import { archiveRule } from "@/lib/fallback/rules/archive-rule";
import { ruleIdInput, saveRuleInput } from "@/lib/fallback/rules/contract";
import { saveRule } from "@/lib/fallback/rules/save-rule";
import { appRoute } from "@/lib/http/app-route";

export const PATCH = appRoute({ role: "admin", input: saveRuleInput, handler: saveRule });
export const DELETE = appRoute({
  role: "admin",
  input: ruleIdInput,
  handler: (session, input) => archiveRule(session, input),
});
