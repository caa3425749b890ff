/**
 * One row of the send ledger: one try on one channel to reach the recipient of one message.
 * `dispatching` is committed before the socket is opened; only provably unsent work goes back to `planned`.
 */
export const ATTEMPT_STATES = [
  "planned",
  "dispatching",
  "accepted",
  "delivered",
  "failed",
  "cancelled",
  "skipped",
  "unknown",
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Closed reasons for an end that no provider's code explains; shown in plain words. */
export const ATTEMPT_WHYS = [
  "delivered_on_whatsapp",
  "fallback_reached",
  "campaign_switched_off",
  "undone",
  "by_person",
  "suppressed",
  "opted_out",
  "sender_fault",
  "no_phone",
  "no_price",
  "no_connection",
  "bad_rule",
  "missing_values",
  "over_campaign_budget",
  "over_day_budget",
  "already_tried",
  "too_old",
  "quiet_hours",
  "held_out",
  "refused",
  "never_left",
  "no_answer",
  "machine",
  "not_confirmed",
  "not_delivered",
  "time_out",
  "worker_died",
] as const;
export type AttemptWhy = (typeof ATTEMPT_WHYS)[number];

export type Attempt = {
  readonly state: AttemptState;
  readonly why: AttemptWhy | null;
  /** Requests that provably never left, so far. */
  readonly tries: number;
};

export type AttemptEvent =
  /** The dispatcher's transaction allows the request. */
  | { readonly kind: "dispatch" }
  | { readonly kind: "cancel"; readonly why: AttemptWhy }
  | { readonly kind: "skip"; readonly why: AttemptWhy }
  /** What the request's answer says; see SendOutcome. */
  | { readonly kind: "outcome"; readonly outcome: "accepted" | "refused" | "unsent" | "unknown" }
  /** A status callback, or what a look-up found. `reached`: by what the step counts as success. */
  | { readonly kind: "status"; readonly status: "underway" | "reached" | "missed"; readonly why?: AttemptWhy }
  /** The worker that held it has been silent for too long. */
  | { readonly kind: "abandon" }
  /** The provider was asked in a way that would have shown the request, and does not know it. */
  | { readonly kind: "absent"; readonly policy: UnknownPolicy }
  /** A person, or the policy after a time, decides what nobody can find out. */
  | { readonly kind: "settle"; readonly as: "sent" | "not_sent" };

/** Workspace's choice for requests whose fate is unknown. */
export const UNKNOWN_POLICIES = ["prefer_miss", "prefer_duplicate"] as const;
export type UnknownPolicy = (typeof UNKNOWN_POLICIES)[number];

/** Tries of a request that provably never left, before it is given up. */
export const MAX_TRIES = 8;

const FINAL: ReadonlySet<AttemptState> = new Set(["delivered", "failed", "cancelled", "skipped"]);
export const isFinal = (state: AttemptState): boolean => FINAL.has(state);

/** Whether the attempt counts as paid for: its request left, or nobody can say that it did not. */
export function isCharged({ state, why }: Pick<Attempt, "state" | "why">): boolean {
  if (state === "failed") return why !== "refused" && why !== "never_left";
  return state !== "planned" && state !== "cancelled" && state !== "skipped";
}

/**
 * The state after an event; null when the event changes nothing (late, repeated, or not fit for the state).
 * Callbacks may come before the create call has returned, and evidence of delivery outranks everything:
 * a later answer or a failure never takes it back.
 */
export function transition(attempt: Attempt, event: AttemptEvent): Attempt | null {
  const { state, tries } = attempt;
  const to = (next: AttemptState, why: AttemptWhy | null = null): Attempt => ({ state: next, why, tries });
  switch (event.kind) {
    case "dispatch":
      return state === "planned" ? to("dispatching") : null;
    case "cancel":
      return state === "planned" ? to("cancelled", event.why) : null;
    case "skip":
      return state === "planned" ? to("skipped", event.why) : null;
    case "abandon":
      return state === "dispatching" ? to("unknown", "worker_died") : null;
    case "outcome":
      return afterOutcome(attempt, event.outcome);
    case "status":
      return afterStatus(attempt, event.status, event.why ?? null);
    case "absent":
      if (state !== "unknown") return null;
      return event.policy === "prefer_duplicate" ? to("planned") : to("failed", "never_left");
    case "settle":
      if (state !== "unknown") return null;
      return event.as === "sent" ? to("accepted") : to("failed", "never_left");
  }
}

function afterOutcome(
  { state, tries }: Attempt,
  outcome: "accepted" | "refused" | "unsent" | "unknown",
): Attempt | null {
  // A request that was given up for lost may still answer; a callback may have settled it before.
  if (state !== "dispatching" && state !== "unknown") return null;
  switch (outcome) {
    case "accepted":
      return { state: "accepted", why: null, tries };
    case "refused":
      return { state: "failed", why: "refused", tries };
    case "unsent":
      return tries + 1 >= MAX_TRIES
        ? { state: "failed", why: "never_left", tries: tries + 1 }
        : { state: "planned", why: null, tries: tries + 1 };
    case "unknown":
      return state === "unknown" ? null : { state: "unknown", why: "time_out", tries };
  }
}

function afterStatus(
  { state, tries }: Attempt,
  status: "underway" | "reached" | "missed",
  why: AttemptWhy | null,
): Attempt | null {
  if (state === "delivered") return null;
  if (status === "reached") return { state: "delivered", why: null, tries };
  // A status of something that we hold for unsent: it did leave, so it must never be sent again.
  const open = state === "planned" || state === "dispatching" || state === "accepted" || state === "unknown";
  if (!open) return null;
  if (status === "missed") return { state: "failed", why, tries };
  return state === "accepted" ? null : { state: "accepted", why: null, tries };
}
