import type { FlowDefinition, FlowStep, Test } from "./definition";
import { parseHttpText, secretsOf } from "./http-text";

/** What steps name by a workspace's own ids. */
export const REFERENCE_KINDS = ["connections", "rules", "logs", "endpoints", "campaigns"] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** The id to put in the place of another; null leaves it open. */
export type Exchange = (kind: ReferenceKind, id: number) => number | null;

/** The same graph with other ids. A campaign without one leaves its condition; everything else stays to be chosen. */
export const exchangeReferences = (definition: FlowDefinition, exchange: Exchange): FlowDefinition => ({
  ...definition,
  steps: definition.steps.map((step) => exchangeIn(step, exchange)),
});

/** Ids by kind, each once, in the order in which the steps name them. */
export function referencesIn(definition: FlowDefinition): Record<ReferenceKind, number[]> {
  const found = new Map(REFERENCE_KINDS.map((kind) => [kind, new Set<number>()]));
  exchangeReferences(definition, (kind, id) => {
    found.get(kind)?.add(id);
    return id;
  });
  const of = (kind: ReferenceKind): number[] => [...(found.get(kind) ?? [])];
  return {
    connections: of("connections"),
    rules: of("rules"),
    logs: of("logs"),
    endpoints: of("endpoints"),
    campaigns: of("campaigns"),
  };
}

function exchangeIn(step: FlowStep, exchange: Exchange): FlowStep {
  const other = (kind: ReferenceKind, id: number | null): number | null =>
    id === null ? null : exchange(kind, id);
  switch (step.type) {
    case "sms":
    case "call":
      return { ...step, connectionId: other("connections", step.connectionId) };
    case "fallback":
      return { ...step, ruleId: other("rules", step.ruleId) };
    case "log":
      return { ...step, logId: other("logs", step.logId) };
    case "webhook":
      return { ...step, endpointId: other("endpoints", step.endpointId) };
    case "condition":
      return { ...step, tests: step.tests.map((test) => exchangeTest(test, exchange)) };
    default:
      return step;
  }
}

function exchangeTest(test: Test, exchange: Exchange): Test {
  if (test.on !== "campaign") return test;
  return { ...test, is: test.is.flatMap((id) => exchange("campaigns", id) ?? []) };
}

/** Names of secrets, each once. */
export function secretsIn(definition: FlowDefinition): string[] {
  const names = definition.steps.flatMap((step) => {
    if (step.type === "local_time") return step.secret ?? [];
    if (step.type !== "http") return [];
    const texts = [step.url, step.body ?? "", ...step.headers.map(({ value }) => value)];
    return texts.flatMap((text) => secretsOf(parseHttpText(text)));
  });
  return [...new Set(names)];
}
