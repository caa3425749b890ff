import { operationRoute } from "@/lib/api/operation-route";
import { restoreFallbackRuleOperation } from "@/lib/api/operations/fallback-rules";
import { restoreRule } from "@/lib/fallback/rules/restore-rule";

export const POST = operationRoute(restoreFallbackRuleOperation, restoreRule);
