/**
 * Texts of HTTP steps: `{{name}}`, `{{name|else}}` and `{{secret.name}}`. Unlike the texts that people get, they
 * may hold braces of their own (JSON does), and a variable without a value leaves its place empty.
 */
type Place = { readonly name: string; readonly fallback: string };
export type HttpText = readonly (string | Place)[];

const SECRET = "secret.";
const PLACE = /\{\{\s*([\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]{0,70})\s*(?:\|([^{}]*))?\}\}/gu;

export function parseHttpText(source: string): HttpText {
  const parts: (string | Place)[] = [];
  let end = 0;
  for (const match of source.matchAll(PLACE)) {
    if (match.index > end) parts.push(source.slice(end, match.index));
    parts.push({ name: match[1] ?? "", fallback: (match[2] ?? "").trim() });
    end = match.index + match[0].length;
  }
  if (end < source.length) parts.push(source.slice(end));
  return parts;
}

/** Opening braces that begin no variable, for instance because its name is none; indexes, half-open. */
export function strayBraces(source: string): { readonly from: number; readonly to: number } | null {
  const rest = source.replaceAll(PLACE, (place) => " ".repeat(place.length));
  const from = rest.indexOf("{{");
  return from < 0 ? null : { from, to: from + 2 };
}

/** Names of the secrets that a text asks for. */
export const secretsOf = (text: HttpText): string[] =>
  text.flatMap((part) =>
    typeof part !== "string" && part.name.startsWith(SECRET) ? [part.name.slice(SECRET.length)] : [],
  );

/** @param encode - what a value must become to stand where the text stands. Secrets are values like others. */
export const fillHttpText = (
  text: HttpText,
  values: Readonly<Record<string, string | null | undefined>>,
  encode: (value: string) => string,
): string =>
  text
    .map((part) => {
      if (typeof part === "string") return part;
      const value = Object.hasOwn(values, part.name) ? values[part.name] : null;
      return encode(value || part.fallback);
    })
    .join("");

/** For the place of a value inside quotes of a JSON text. */
export const insideJson = (value: string): string => JSON.stringify(value).slice(1, -1);
