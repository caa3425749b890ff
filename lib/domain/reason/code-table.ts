import type { Channel } from "../message/status";
import type { Cause } from "./cause";

/**
 * Codes and their cause. Codes are separated by blanks; "200-299" is a range (with an optional word before
 * it: "sip:500-599"); "11xxx" is a family: all codes of five digits that begin with 11.
 */
export type CodeTable = readonly (readonly [codes: string, cause: Cause])[];

/** One provider's codes: those that mean the same on every channel, and those of one channel. */
export type ProviderCodes = { readonly any?: CodeTable } & Readonly<Partial<Record<Channel, CodeTable>>>;

const RANGE = /^(\D*)(\d+)-(\d+)$/;
const FAMILY_DIGITS = 3;

/** Later tables win over earlier ones. Keys are as `normalise` writes them. */
export function indexOf(tables: readonly (CodeTable | undefined)[]): ReadonlyMap<string, Cause> {
  const index = new Map<string, Cause>();
  for (const table of tables) {
    for (const [codes, cause] of table ?? []) {
      for (const code of codes.split(" ").flatMap(expand)) index.set(normalise(code), cause);
    }
  }
  return index;
}

function expand(code: string): string[] {
  const [, word = "", first, last] = RANGE.exec(code) ?? [];
  if (first === undefined || last === undefined) return [code];
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, i) => `${word}${Number(first) + i}`);
}

/** Providers write one word in several ways: "no-answer", "NO_ANSWER", "unknown subscriber". */
export function normalise(code: string): string {
  return code.trim().toLowerCase().replace(/[\s-]/g, "_");
}

/** "11042" → "11xxx"; null for what has no family. */
export function familyOf(code: string): string | null {
  return /^\d{5,7}$/.test(code) ? `${code.slice(0, -FAMILY_DIGITS)}xxx` : null;
}
