import { parseTemplate } from "@/lib/domain/fallback/template";
import { exitsOf, type FlowDefinition, type FlowStep, type LogStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { parseHttpText } from "@/lib/domain/flow/http-text";
import { parseTrail, readLeaving } from "@/lib/domain/flow/trail";
import { valuesOf } from "@/lib/domain/flow/variables";
import { compileFlow, leavingOf } from "@/lib/domain/flow/walk";
import type { TestVisit } from "@/lib/flows/test-run-contract";

/** The row of a log step that has no columns of its own. */
export type LogRowOf = (
  step: LogStep,
  facts: FlowFacts,
) => readonly { readonly name: string; readonly cell: string }[];

/** A loop over a wait goes round for ever in a rehearsal, where no time passes. */
const MOST_STOPS = 40;

/**
 * Walks a status through a graph by the engine's own walker and sends nothing. Where a run would wait or go
 * out, it takes the assumed exit, else the first one.
 */
export function rehearse(
  definition: FlowDefinition,
  facts: FlowFacts,
  assume: Readonly<Record<string, string>>,
  logRowOf: LogRowOf,
): TestVisit[] {
  const flow = compileFlow(definition);
  const visits: TestVisit[] = [];
  let from: string | undefined;
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const { trail, stopsAt } = flow.walk(facts, from);
    const walked = parseTrail(trail).filter(
      ({ stepId, exit, outcome }) => stepId !== stopsAt || exit || outcome,
    );
    for (const visit of walked) {
      const step = flow.step(visit.stepId);
      if (step) visits.push({ ...visit, assumed: false, ...seenBy(step, facts, logRowOf) });
    }
    const step = stopsAt === null ? undefined : flow.step(stopsAt);
    if (!step) break;
    const { exit, outcome } = assumedLeaving(step, assume[step.id]);
    visits.push({ stepId: step.id, exit, outcome, assumed: true, ...seenBy(step, facts, logRowOf) });
    from = exit === null ? undefined : step.exits[exit];
    if (from === undefined) break;
  }
  return visits;
}

function assumedLeaving(step: FlowStep, wish: string | undefined) {
  const exits = exitsOf(step);
  const exit = exits.find((name) => name === wish) ?? exits[0];
  return exit === undefined
    ? ({ exit: null, outcome: "succeeded" } as const)
    : readLeaving(leavingOf(step, exit));
}

function seenBy(step: FlowStep, facts: FlowFacts, logRowOf: LogRowOf): Pick<TestVisit, "variables" | "note"> {
  const known = Object.entries(valuesOf(facts)).filter(
    (entry): entry is [string, string] => entry[1] != null,
  );
  const variables = Object.fromEntries(known);
  if (step.type === "log" && step.columns === null) {
    const row = logRowOf(step, facts).map(({ name, cell }) => `${name}: ${cell}`);
    return { variables, note: row.join("\n") };
  }
  const fill = step.type === "http" ? filledHttp : filled;
  return { variables, note: noteOf(step, (source) => fill(source, variables)) };
}

/** As `filled`, for texts that may hold braces of their own; a secret stays its name. */
const filledHttp = (source: string, variables: Readonly<Record<string, string>>): string =>
  parseHttpText(source)
    .map((part) =>
      typeof part === "string" ? part : variables[part.name] || part.fallback || `{{${part.name}}}`,
    )
    .join("");

/** What is known stands in its place; the rest stays as it is written, so that nobody takes it for empty. */
function filled(source: string, variables: Readonly<Record<string, string>>): string {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return source;
  return parsed.template.parts
    .map((part) =>
      typeof part === "string" ? part : (variables[part.name] ?? part.fallback ?? `{{${part.name}}}`),
    )
    .join("");
}

/** In data rather than in words, which the reader's language would have to be known for. */
function noteOf(step: FlowStep, fill: (source: string) => string): string | null {
  switch (step.type) {
    case "sms":
      return `${step.from} → ${fill("{{recipient|?}}")}: ${fill(step.text)}`;
    case "call":
      return `${step.from} → ${fill("{{recipient|?}}")}: ${fill(step.script)}`;
    case "http":
      return [`${step.method} ${fill(step.url)}`, ...(step.body ? [fill(step.body)] : [])].join("\n");
    case "log":
      return (step.columns ?? []).map(({ name, value }) => `${name}: ${fill(value)}`).join("\n");
    case "wait":
      return step.until === "duration"
        ? `${step.minutes} min`
        : step.until === "local_time"
          ? `${step.at} ${fill("{{time_zone}}")}`
          : `${step.statuses.join(", ")} / ${step.timeoutMinutes} min`;
    case "suppress":
      return fill("{{recipient|?}}");
    default:
      return null;
  }
}
