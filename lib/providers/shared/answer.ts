import type { LookUpOutcome, SendOutcome } from "@/lib/providers/sender";
import { type CallResult, refusedHere } from "./call";

/** The connection lacks a setting that sending needs; said before anything is sent. */
export const notConfigured = (text: string): SendOutcome => refusedHere(text, "not_configured");

/** The provider can't do what is asked; said before anything is sent. */
export const notSupported = (text: string): SendOutcome => refusedHere(text, "not_supported");

/** Refusals of the account rather than of the message: the status says more than most providers' own numbers. */
const ACCOUNT_REFUSAL: ReadonlyMap<number, string> = new Map([
  [401, "unauthorized"],
  [402, "payment_required"],
  [403, "forbidden"],
]);

/** "unauthorized", "payment_required:api:25", "syntax_constraint_violation". */
export function refusalCode(status: number, code: string | undefined): string | undefined {
  const word = ACCOUNT_REFUSAL.get(status);
  return word === undefined || code === undefined ? (word ?? code) : `${word}:${code}`;
}

/** The JSON of a 2xx; undefined for anything else. */
export const jsonOf = (result: CallResult): unknown =>
  result.kind === "answer" && result.status >= 200 && result.status < 300 ? result.json : undefined;

export const cannotTell = (result: CallResult): LookUpOutcome => ({
  kind: "unknown",
  why:
    result.kind === "answer"
      ? `The provider's answer (${result.status}) does not tell what became of it.`
      : result.why,
});
