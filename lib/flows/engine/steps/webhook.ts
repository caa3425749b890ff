import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { endingAs } from "@/lib/domain/flow/trail";
import { valuesOf } from "@/lib/domain/flow/variables";
import { leavingOf } from "@/lib/domain/flow/walk";
import type { Left, Run } from "@/lib/flows/engine/run";

/** Tells one endpoint what the run knows; delivery, retries and signatures are those of all outgoing webhooks. */
export function performWebhook(
  step: Extract<FlowStep, { type: "webhook" }>,
  run: Run,
  facts: FlowFacts,
  exists: boolean,
): Left {
  if (step.endpointId === null || !exists) return { leaving: endingAs("failed"), detail: "endpoint_missing" };
  const data = {
    flowId: String(run.flowId),
    flowVersion: run.version,
    runId: run.id,
    step: { id: step.id, title: step.title },
    variables: valuesOf(facts),
  };
  const eventId = `${run.id}-${run.visit}`;
  return {
    leaving: leavingOf(step, "next"),
    effects: [{ kind: "webhook", endpointId: step.endpointId, eventId, data }],
  };
}
