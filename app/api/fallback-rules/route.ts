import { createRuleInput } from "@/lib/fallback/rules/contract";
import { createRule } from "@/lib/fallback/rules/save-rule";
import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "admin",
  input: createRuleInput,
  handler: async (session, input) => created(await createRule(session, input)),
});
