import type { LookUpOutcome } from "@/lib/providers/sender";

/** Milliseconds around our clock in which a provider dates our request: both clocks differ, and a request can wait. */
export const WINDOW = 2 * 60 * 1000;

/** Not in the provider's list: proof only once nothing can be on its way any more. @param sent - as in `Sender.lookUp`. */
export const notFoundYet = (sent: number): LookUpOutcome =>
  Date.now() - sent > WINDOW
    ? { kind: "absent" }
    : { kind: "unknown", why: "The provider does not list it yet. Ask again in some minutes." };
