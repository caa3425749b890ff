import type { FlowStep } from "@/lib/domain/flow/definition";
import { FLOW_VARIABLES } from "@/lib/domain/flow/variables";

/** Ids of the steps from which a run can come to this one. */
function upstreamOf(steps: readonly FlowStep[], id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const step of steps) {
      if (found.has(step.id) || !Object.values(step.exits).includes(at)) continue;
      found.add(step.id);
      open.push(step.id);
    }
  }
  return found;
}

export type AvailableVariable = {
  readonly name: string;
  /** The step whose answer sets it; null for the product's own. */
  readonly setBy: FlowStep | null;
};

/** What a text of this step may name, results of the steps before it first. Registered variables come beside. */
export function availableVariables(steps: readonly FlowStep[], id: string): AvailableVariable[] {
  const before = upstreamOf(steps, id);
  const results = steps.flatMap((step) =>
    step.type === "http" && before.has(step.id)
      ? step.results.map(({ variable }) => ({ name: variable, setBy: step }))
      : [],
  );
  const unique = [
    ...new Map(results.filter(({ name }) => name !== "").map((one) => [one.name, one])).values(),
  ];
  return [...unique, ...FLOW_VARIABLES.map((name) => ({ name, setBy: null }))];
}
