import { operationRoute } from "@/lib/api/operation-route";
import { createFallbackRuleOperation, listFallbackRulesOperation } from "@/lib/api/operations/fallback-rules";
import { listRules } from "@/lib/fallback/rules/list-rules";
import { createRule } from "@/lib/fallback/rules/save-rule";

export const GET = operationRoute(listFallbackRulesOperation, listRules);
export const POST = operationRoute(createFallbackRuleOperation, createRule);
