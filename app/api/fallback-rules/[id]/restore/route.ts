import { ruleIdInput } from "@/lib/fallback/rules/contract";
import { restoreRule } from "@/lib/fallback/rules/restore-rule";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({ role: "admin", input: ruleIdInput, handler: restoreRule });
