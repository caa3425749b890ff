/**
 * Texts of SMS and calls with variables: `{{name}}`, or `{{name|friend}}` with what stands in for a missing
 * value; `{{name|}}` leaves it out. Braces have no other use, so a text that parses can't send any of its own.
 */
export type Variable = {
  readonly name: string;
  /** Null: without a value the message is skipped. */
  readonly fallback: string | null;
  /** UTF-16 index of the opening braces. */
  readonly at: number;
};

export type Template = { readonly parts: readonly (string | Variable)[] };

/**
 * `blank`: nothing but blanks; `unclosed`, `unopened`: braces without their partner; `braces`: not two of
 * them on each side; `empty`: no name; `name`: something else than a variable's name, an expression for
 * instance; `fallback`: more than one "|".
 */
export type TemplateProblem = {
  readonly cause: "blank" | "unclosed" | "unopened" | "braces" | "empty" | "name" | "fallback";
  /** UTF-16 indexes, half-open. */
  readonly from: number;
  readonly to: number;
};

export type ParsedTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/** Letters of any language, since the names come with the workspace's own messages; digits as in "{{1}}". */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,63}$/u;
const BRACES = /(\{+)([^{}]*)(\}*)|\}+/g;

/** All mistakes of a text in its order, or what it is made of. */
export function parseTemplate(source: string): ParsedTemplate {
  if (source.trim() === "") return { ok: false, problems: [{ cause: "blank", from: 0, to: source.length }] };
  const parts: (string | Variable)[] = [];
  const problems: TemplateProblem[] = [];
  let end = 0;
  for (const match of source.matchAll(BRACES)) {
    if (match.index > end) parts.push(source.slice(end, match.index));
    const read = readBraces(match);
    if ("name" in read) parts.push(read);
    else problems.push(read);
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push(source.slice(end));
  return problems.length === 0 ? { ok: true, template: { parts } } : { ok: false, problems };
}

function readBraces(match: RegExpExecArray): Variable | TemplateProblem {
  const [whole, opening, inner = "", closing = ""] = match;
  const from = match.index;
  const problem = (cause: TemplateProblem["cause"], length = whole.length): TemplateProblem => {
    return { cause, from, to: from + length };
  };
  if (opening === undefined) return problem("unopened");
  // Without an end, all the text behind would be marked.
  if (closing === "") return problem("unclosed", opening.length);
  if (opening.length > 1 && closing.length === 1) return problem("unclosed");
  if (opening.length === 1 && closing.length > 1) return problem("unopened");
  if (opening.length !== 2 || closing.length !== 2) return problem("braces");
  const [name = "", fallback, ...more] = inner.split("|").map((piece) => piece.trim());
  if (more.length > 0) return problem("fallback");
  if (name === "") return problem("empty");
  return NAME.test(name) ? { name, fallback: fallback ?? null, at: from } : problem("name");
}

/** Each variable once, in order of appearance; needed unless every appearance has something to stand in. */
export function variablesOf({ parts }: Template): { readonly name: string; readonly needed: boolean }[] {
  const needed = new Map<string, boolean>();
  for (const part of parts) {
    if (typeof part === "string") continue;
    needed.set(part.name, (needed.get(part.name) ?? false) || part.fallback === null);
  }
  return [...needed].map(([name, isNeeded]) => ({ name, needed: isNeeded }));
}

export type Values = Readonly<Record<string, string | null | undefined>>;

export type Rendered =
  | { readonly ok: true; readonly text: string }
  /** Names without a value, each once. The message is skipped: half a sentence is worse than none. */
  | { readonly ok: false; readonly missing: readonly string[] };

/** The text for one person. Nothing blank is ever sent: then all variables count as missing. */
export function renderTemplate(template: Template, values: Values): Rendered {
  const missing = new Set<string>();
  let text = "";
  for (const part of template.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value = givenValue(values, part.name) ?? part.fallback;
    if (value === null) missing.add(part.name);
    else text += value;
  }
  if (missing.size > 0) return { ok: false, missing: [...missing] };
  if (text.trim() === "") return { ok: false, missing: variablesOf(template).map(({ name }) => name) };
  return { ok: true, text };
}

/** Null for what is absent or blank, and for a placeholder that an earlier system failed to fill. */
function givenValue(values: Values, name: string): string | null {
  const value = Object.hasOwn(values, name) ? (values[name] ?? "").trim() : "";
  return value === "" || value.includes("{{") || value.includes("}}") ? null : value;
}
