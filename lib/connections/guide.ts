/** A piece of a set-up step: words, the webhook address, or the value of one setting. */
export type GuidePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "webhookUrl" }
  | { readonly kind: "field"; readonly key: string };

/** Splits a step at `{webhookUrl}`, `{field:key}` and what stands in backticks; other braces are words. */
export function guideParts(step: string): GuidePart[] {
  return step
    .split(/(\{(?:webhookUrl|field:\w+)\}|`[^`]+`)/)
    .filter((piece) => piece !== "")
    .map((piece): GuidePart => {
      if (piece === "{webhookUrl}") return { kind: "webhookUrl" };
      if (piece.length > 1 && piece.startsWith("`")) return { kind: "code", text: piece.slice(1, -1) };
      const key = /^\{field:(\w+)\}$/.exec(piece)?.[1];
      return key === undefined ? { kind: "text", text: piece } : { kind: "field", key };
    });
}
