import { HOUR } from "../time";
import type { AttemptWhy } from "./attempt";
import type { FallbackMode, Limits } from "./rule";

/** What the dispatcher's transaction knows of an attempt that is due. Times in milliseconds since the epoch. */
export type Facts = {
  readonly now: number;
  readonly halted: boolean;
  readonly campaignStopped: boolean;
  readonly mode: FallbackMode;
  /** Planned by a rule, or by a person. */
  readonly automatic: boolean;
  /** The trigger's time. */
  readonly triggeredAt: number;
  readonly messageDelivered: boolean;
  /** Read, for rules about people who don't read. */
  readonly messageRead: boolean;
  readonly waitsForRead: boolean;
  /** Another step of the rule has reached the person meanwhile. */
  readonly reachedByOtherStep: boolean;
  readonly recipient: string | null;
  readonly suppressed: boolean;
  readonly optedOut: boolean;
  /** WhatsApp rejected the message for something that the sender has to mend. */
  readonly senderFault: boolean;
  readonly heldOut: boolean;
  readonly hasSender: boolean;
  readonly missingValues: boolean;
  /** Null: no price is known. */
  readonly estimateMicros: number | null;
  readonly campaignSpentMicros: number;
  readonly daySpentMicros: number;
  /** When this person was last tried on this channel; null: not within the rule's hours. */
  readonly lastTriedAt: number | null;
  /** First moment outside quiet hours; equal to `now` when it is not quiet; null when there is none. */
  readonly opening: number | null;
  readonly duringQuiet: "wait" | "drop";
  readonly limits: Pick<Limits, "campaignBudgetMicros" | "dayBudgetMicros" | "maxAgeHours">;
};

export type Decision =
  | { readonly kind: "send" }
  /** Looked at again at `until`; it stays planned. */
  | { readonly kind: "wait"; readonly until: number; readonly why: "quiet_hours" }
  /** Until a person lets it go on. */
  | { readonly kind: "wait"; readonly until: null; readonly why: "halted" | "stopped" }
  | { readonly kind: "cancel"; readonly why: AttemptWhy }
  | { readonly kind: "skip"; readonly why: AttemptWhy };

const skip = (why: AttemptWhy): Decision => ({ kind: "skip", why });
const cancel = (why: AttemptWhy): Decision => ({ kind: "cancel", why });

/** What becomes of a due attempt. First what ends it for good, then what makes it wait, money last. */
export function decide(facts: Facts): Decision {
  const over = whatEndsIt(facts);
  if (over) return over;
  if (facts.halted) return { kind: "wait", until: null, why: "halted" };
  if (facts.automatic && facts.campaignStopped) return { kind: "wait", until: null, why: "stopped" };
  if (facts.opening === null) return skip("quiet_hours");
  if (facts.opening > facts.now) {
    if (facts.duringQuiet === "drop") return skip("quiet_hours");
    return { kind: "wait", until: facts.opening, why: "quiet_hours" };
  }
  return withinBudget(facts);
}

function whatEndsIt(facts: Facts): Decision | null {
  if (facts.messageRead || (facts.messageDelivered && !facts.waitsForRead))
    return cancel("delivered_on_whatsapp");
  if (facts.reachedByOtherStep) return cancel("fallback_reached");
  // A person's own choice stands also where the rule is switched off.
  if (facts.automatic && facts.mode !== "automatic") return cancel("campaign_switched_off");
  if (facts.now - facts.triggeredAt > facts.limits.maxAgeHours * HOUR) return skip("too_old");
  if (facts.recipient === null) return skip("no_phone");
  if (facts.optedOut) return skip("opted_out");
  if (facts.suppressed) return skip("suppressed");
  if (facts.automatic && facts.senderFault) return skip("sender_fault");
  if (facts.heldOut) return skip("held_out");
  if (!facts.hasSender) return skip("no_connection");
  if (facts.missingValues) return skip("missing_values");
  if (facts.lastTriedAt !== null) return skip("already_tried");
  return null;
}

function withinBudget(facts: Facts): Decision {
  const { estimateMicros, limits } = facts;
  if (estimateMicros === null) return skip("no_price");
  if (facts.campaignSpentMicros + estimateMicros > limits.campaignBudgetMicros)
    return skip("over_campaign_budget");
  if (facts.daySpentMicros + estimateMicros > limits.dayBudgetMicros) return skip("over_day_budget");
  return { kind: "send" };
}
