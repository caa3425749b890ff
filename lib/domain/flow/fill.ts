import { parseTemplate, variablesOf } from "../fallback/template";
import type { FlowFacts } from "./facts";
import { valueNamed } from "./variables";

/** A column of a log step, filled. Without a value a variable leaves its place empty: a log must not miss a row. */
export function fillColumn(source: string, facts: FlowFacts): string {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return source;
  return parsed.template.parts
    .map((part) => (typeof part === "string" ? part : valueNamed(part.name, facts) || part.fallback || ""))
    .join("");
}

/** Names of the variables in a column, each once; none in a text that can't be read. */
export function namesIn(source: string): string[] {
  const parsed = parseTemplate(source);
  return parsed.ok ? variablesOf(parsed.template).map(({ name }) => name) : [];
}
