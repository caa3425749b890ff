import { operation } from "@/lib/api/operation";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";
import { simulateInput, simulation } from "@/lib/fallback/simulate/contract";

export const simulateRuleOperation = operation({
  id: "simulateFallbackRule",
  method: "POST",
  path: "/api/v1/fallbacks/simulation",
  group: "Fallbacks",
  summary: "Run a rule over past traffic",
  description:
    "Counts from stored messages for whom the rule would have begun, what its steps would have cost, and how many attempts WhatsApp would have made needless, for several waits. Sends nothing.",
  scope: "read",
  input: simulateInput,
  example: { definition: EXAMPLE_RULE, from: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" },
  status: 200,
  response: simulation,
});
