import type { LookUpOutcome } from "@/lib/providers/sender";
import type { CallResult } from "@/lib/providers/shared/call";

/** Milliseconds around our clock in which a provider dates our request: both clocks differ, and a request can wait. */
export const WINDOW = 2 * 60 * 1000;

/** A question that the provider did not answer leaves the matter open. */
export const unanswered = (result: CallResult): LookUpOutcome => ({
  kind: "unknown",
  why:
    result.kind === "answer"
      ? `The provider answered ${result.status} to the question.`
      : `The provider could not be asked. ${result.why}`,
});

/** Not in the provider's list: proof only once nothing can be on its way any more. @param sent - as in `Sender.lookUp`. */
export const notFoundYet = (sent: number): LookUpOutcome =>
  Date.now() - sent > WINDOW
    ? { kind: "absent" }
    : { kind: "unknown", why: "The provider does not list it yet. Ask again in some minutes." };
