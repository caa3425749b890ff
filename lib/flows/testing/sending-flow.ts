import type { FlowDefinition, FlowStep } from "@/lib/domain/flow/definition";
import { flowTemplate } from "@/lib/flows/templates";

/** "SMS then voice" with everything that it needs to be published. */
export function sendingFlow(connectionId: number) {
  const { limits, ...flow } = flowTemplate("sms_then_voice");
  if (!limits) throw new Error("the template has limits");
  return {
    ...flow,
    limits: { ...limits, campaignBudgetMicros: 50_000_000, dayBudgetMicros: 10_000_000 },
    steps: flow.steps.map((step) => completed(step, connectionId)),
  } satisfies FlowDefinition;
}

function completed(step: FlowStep, connectionId: number): FlowStep {
  const from = "+12025550100";
  if (step.type === "sms") return { ...step, connectionId, from, text: "Hello {{name|there}}" };
  if (step.type === "call") return { ...step, connectionId, from, script: "Hello {{name|there}}" };
  return step;
}
