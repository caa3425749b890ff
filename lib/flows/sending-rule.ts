import type { Rule } from "@/lib/domain/fallback/rule";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { sendingStep } from "@/lib/domain/flow/sending-step";

/**
 * A flow's SMS and call steps as the ledger knows them, in the order of the definition: a step's position in
 * the ledger is its place among them. Null for a flow that sends nothing. No event starts this rule: the
 * flow's runs do.
 */
export function sendingRule({ steps, limits }: FlowDefinition): Rule | null {
  const sending = steps.flatMap((step) => sendingStep(step) ?? []);
  if (sending.length === 0 || limits === null) return null;
  return { trigger: { on: "rejected", classes: [], codes: [] }, steps: sending, limits, holdoutPercent: 0 };
}
