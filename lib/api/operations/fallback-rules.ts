import { z } from "zod";
import { operation } from "@/lib/api/operation";
import {
  automaticPreview,
  automaticPreviewInput,
  campaignFallback,
  campaignFallbackInput,
  haltInput,
  haltView,
  setCampaignFallbackInput,
} from "@/lib/fallback/modes/contract";
import {
  createRuleInput,
  listRulesInput,
  ruleDetail,
  ruleIdInput,
  ruleList,
  ruleView,
  saveRuleInput,
} from "@/lib/fallback/rules/contract";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";

export const listFallbackRulesOperation = operation({
  id: "listFallbackRules",
  method: "GET",
  path: "/api/v1/fallback-rules",
  group: "Fallbacks",
  summary: "List fallback rules",
  scope: "read",
  input: listRulesInput,
  status: 200,
  response: ruleList,
});

export const createFallbackRuleOperation = operation({
  id: "createFallbackRule",
  method: "POST",
  path: "/api/v1/fallback-rules",
  group: "Fallbacks",
  summary: "Make a fallback rule",
  description: "It sends nothing before a campaign that uses it is switched to manual or automatic.",
  scope: "write",
  input: createRuleInput,
  example: { name: "SMS to the unreachable", definition: EXAMPLE_RULE },
  status: 201,
  response: ruleView,
});

export const getFallbackRuleOperation = operation({
  id: "getFallbackRule",
  method: "GET",
  path: "/api/v1/fallback-rules/{id}",
  group: "Fallbacks",
  summary: "Read a fallback rule with all its versions",
  scope: "read",
  input: ruleIdInput,
  status: 200,
  response: ruleDetail,
});

export const saveFallbackRuleOperation = operation({
  id: "saveFallbackRule",
  method: "PATCH",
  path: "/api/v1/fallback-rules/{id}",
  group: "Fallbacks",
  summary: "Rename a fallback rule, or give it a further version",
  description: "A definition that equals the one in force makes no version. Versions never change.",
  scope: "write",
  input: saveRuleInput,
  example: { name: "SMS to the unreachable", definition: EXAMPLE_RULE, version: 1 },
  status: 200,
  response: ruleView,
  conflict: "The rule is archived, or somebody saved another version meanwhile.",
});

export const archiveFallbackRuleOperation = operation({
  id: "archiveFallbackRule",
  method: "DELETE",
  path: "/api/v1/fallback-rules/{id}",
  group: "Fallbacks",
  summary: "Archive a fallback rule",
  scope: "write",
  input: ruleIdInput,
  status: 204,
  response: null,
  conflict: "A campaign uses the rule, or it is the workspace's default.",
});

export const restoreFallbackRuleOperation = operation({
  id: "restoreFallbackRule",
  method: "POST",
  path: "/api/v1/fallback-rules/{id}/restore",
  group: "Fallbacks",
  summary: "Bring an archived fallback rule back",
  description: "It can be chosen again, in the version that was in force. Nothing is sent by that.",
  scope: "write",
  input: ruleIdInput,
  example: {},
  status: 200,
  response: ruleView,
});

export const getCampaignFallbackOperation = operation({
  id: "getCampaignFallback",
  method: "GET",
  path: "/api/v1/campaigns/{id}/fallback",
  group: "Fallbacks",
  summary: "Read a campaign's fallback mode and the rule in force",
  scope: "read",
  input: campaignFallbackInput,
  status: 200,
  response: campaignFallback,
});

export const setCampaignFallbackOperation = operation({
  id: "setCampaignFallback",
  method: "PATCH",
  path: "/api/v1/campaigns/{id}/fallback",
  group: "Fallbacks",
  summary: "Switch a campaign's fallback, choose its rule and budgets, or let it go on",
  description:
    "People who were rejected before a campaign became automatic are left alone; reach them by hand.",
  scope: "write",
  input: setCampaignFallbackInput,
  example: { mode: "automatic", ruleId: "1" },
  status: 200,
  response: campaignFallback,
  conflict: "Automatic sending lacks something; `problems` names each: a rule, a budget, a price.",
});

export const previewAutomaticFallbackOperation = operation({
  id: "previewAutomaticFallback",
  method: "GET",
  path: "/api/v1/campaigns/{id}/fallback/preview",
  group: "Fallbacks",
  summary: "See what automatic fallbacks are expected to do, and what stands in their way",
  scope: "read",
  input: automaticPreviewInput,
  status: 200,
  response: automaticPreview,
});

export const getHaltOperation = operation({
  id: "getSendingHalt",
  method: "GET",
  path: "/api/v1/fallbacks/halt",
  group: "Fallbacks",
  summary: "Read whether all sending is stopped",
  scope: "read",
  input: z.strictObject({}),
  status: 200,
  response: haltView,
});

export const haltOperation = operation({
  id: "haltSending",
  method: "POST",
  path: "/api/v1/fallbacks/halt",
  group: "Fallbacks",
  summary: "Stop all sending in the workspace, at once",
  description: "Nothing leaves by rule or by hand until sending is resumed; what is planned stays planned.",
  scope: "write",
  input: haltInput,
  example: {},
  status: 200,
  response: haltView,
});

export const resumeOperation = operation({
  id: "resumeSending",
  method: "DELETE",
  path: "/api/v1/fallbacks/halt",
  group: "Fallbacks",
  summary: "Resume sending",
  scope: "write",
  input: haltInput,
  status: 200,
  response: haltView,
});

/** In the order of the document. */
export const fallbackRuleOperations = [
  listFallbackRulesOperation,
  createFallbackRuleOperation,
  getFallbackRuleOperation,
  saveFallbackRuleOperation,
  archiveFallbackRuleOperation,
  restoreFallbackRuleOperation,
  getCampaignFallbackOperation,
  setCampaignFallbackOperation,
  previewAutomaticFallbackOperation,
  getHaltOperation,
  haltOperation,
  resumeOperation,
];
