import type { Rule, Step } from "@/lib/domain/fallback/rule";
import type { FlowDefinition, FlowStep } from "@/lib/domain/flow/definition";

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

function sendingStep(step: FlowStep): Step | null {
  if (step.type === "sms" && step.connectionId !== null) {
    const { connectionId, from, text, validityMinutes } = step;
    return { channel: "sms", connectionId, from, waitMinutes: 0, text, validityMinutes };
  }
  if (step.type === "call" && step.connectionId !== null) {
    const { connectionId, from, script, language, voice, repeat, confirmPrompt, machine, success } = step;
    const call = { script, language, voice, repeat, confirmPrompt, machine, success };
    return { channel: "voice", connectionId, from, waitMinutes: 0, ...call };
  }
  return null;
}
