import { parseTemplate, variablesOf } from "../fallback/template";
import { type FlowProblem, problem } from "./problem";

/** Mistakes of a text with variables; secrets are for HTTP steps alone. */
export function templateProblems(stepId: string, field: string, source: string): FlowProblem[] {
  const parsed = parseTemplate(source);
  if (!parsed.ok) {
    return parsed.problems.map(({ cause, from, to }) =>
      problem("template", stepId, { field, cause, from, to }),
    );
  }
  return variablesOf(parsed.template).flatMap(({ name }) =>
    name.startsWith("secret.") ? [problem("secret_not_here", stepId, { field, name })] : [],
  );
}
