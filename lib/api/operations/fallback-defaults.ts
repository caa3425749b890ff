import { z } from "zod";
import { operation } from "@/lib/api/operation";
import { fallbackDefaults, saveDefaultsInput } from "@/lib/fallback/modes/contract";

export const getFallbackDefaultsOperation = operation({
  id: "getFallbackDefaults",
  method: "GET",
  path: "/api/v1/fallbacks/defaults",
  group: "Fallbacks",
  summary: "Read the workspace's defaults for fallbacks",
  scope: "read",
  input: z.strictObject({}),
  status: 200,
  response: fallbackDefaults,
});

export const saveFallbackDefaultsOperation = operation({
  id: "saveFallbackDefaults",
  method: "PATCH",
  path: "/api/v1/fallbacks/defaults",
  group: "Fallbacks",
  summary: "Change the workspace's defaults for fallbacks",
  description: "Only what is given is changed; null takes a limit or the default rule away.",
  scope: "write",
  input: saveDefaultsInput,
  example: { ruleId: "1", unknownPolicy: "prefer_miss", approvalCount: 500, approvalMicros: 25_000_000 },
  status: 200,
  response: fallbackDefaults,
  conflict: "Automatic campaigns lean on the present currency or rule; `problems` names each.",
});

/** In the order of the document. */
export const fallbackDefaultsOperations = [getFallbackDefaultsOperation, saveFallbackDefaultsOperation];
