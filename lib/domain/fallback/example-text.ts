import { parseTemplate, renderTemplate, variablesOf } from "./template";

/** What a preview puts where a person's own values will stand. */
const EXAMPLES: Readonly<Record<string, string>> = {
  name: "Maria",
  campaign: "Autumn offers",
  phone: "+12025550123",
};

/**
 * A text as one person may get it; null when it does not parse. A variable without an example shows its name,
 * which is about as long as its value.
 */
export function exampleText(source: string): string | null {
  const parsed = parseTemplate(source);
  if (!parsed.ok) return null;
  const names = variablesOf(parsed.template).map(({ name }) => [name, EXAMPLES[name] ?? name] as const);
  const rendered = renderTemplate(parsed.template, Object.fromEntries(names));
  return rendered.ok ? rendered.text : null;
}
