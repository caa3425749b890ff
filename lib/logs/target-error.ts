import type { HeldCode } from "@/lib/logs/held";

/**
 * What the answer of Google, or of another target of a log, means for a write. `held`: not done, and a person has to act. `throttled`: not done,
 * later. `refused`: not done, and the same request will not be. `unsure`: nobody knows whether it was done.
 */
export type TargetFault =
  | { readonly kind: "held"; readonly code: HeldCode }
  | { readonly kind: "throttled"; readonly retryAfterMs: number | null }
  | { readonly kind: "refused" }
  | { readonly kind: "unsure" };

/** The message holds no cell and no secret. */
export class TargetError extends Error {
  override readonly name = "TargetError";
  readonly fault: TargetFault;

  constructor(fault: TargetFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
