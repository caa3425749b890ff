import { operationRoute } from "@/lib/api/operation-route";
import {
  archiveFallbackRuleOperation,
  getFallbackRuleOperation,
  saveFallbackRuleOperation,
} from "@/lib/api/operations/fallback-rules";
import { archiveRule } from "@/lib/fallback/rules/archive-rule";
import { getRule } from "@/lib/fallback/rules/list-rules";
import { saveRule } from "@/lib/fallback/rules/save-rule";

export const GET = operationRoute(getFallbackRuleOperation, getRule);
export const PATCH = operationRoute(saveFallbackRuleOperation, saveRule);
export const DELETE = operationRoute(archiveFallbackRuleOperation, async (ctx, input) => {
  await archiveRule(ctx, input);
  return undefined;
});
