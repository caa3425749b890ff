import type { ReasonClass } from "../reason/classes";
import type { AttemptWhy } from "./attempt";

/** When a rule begins. Times in minutes since the message was sent. */
export type Trigger =
  | {
      readonly on: "rejected";
      readonly classes: readonly ReasonClass[];
      /** Exact codes beside the classes, in the provider's own numbering. */
      readonly codes: readonly string[];
    }
  | { readonly on: "undelivered"; readonly afterMinutes: number }
  /** Only for people who have ever shown a read receipt. */
  | { readonly on: "unread"; readonly afterMinutes: number };

type StepBase = {
  readonly connectionId: number;
  readonly from: string;
  /** Minutes after the trigger, or after the step before it, until this step. */
  readonly waitMinutes: number;
};
export type SmsStep = StepBase & {
  readonly channel: "sms";
  readonly text: string;
  readonly validityMinutes: number | null;
};
export type VoiceStep = StepBase & {
  readonly channel: "voice";
  readonly script: string;
  /** BCP 47. */
  readonly language: string;
  readonly voice: string | null;
  readonly repeat: 1 | 2;
  /** What is spoken before "press 1"; null asks for nothing. */
  readonly confirmPrompt: string | null;
  /** Whether an answering machine counts as reached. */
  readonly machine: "reached" | "missed";
  readonly success: "answered" | "confirmed";
};
export type Step = SmsStep | VoiceStep;

/** Local times "HH:MM" in the recipient's zone. */
export type QuietHours = { readonly from: string; readonly until: string; readonly during: "wait" | "drop" };

export type Limits = {
  readonly quiet: QuietHours | null;
  /** Millionths of the workspace's currency. */
  readonly campaignBudgetMicros: number;
  readonly dayBudgetMicros: number;
  /** Hours in which a person is tried once on a channel. */
  readonly perPersonHours: number;
  /** Hours after the trigger in which an attempt may still leave. */
  readonly maxAgeHours: number;
};

export type Rule = {
  readonly trigger: Trigger;
  readonly steps: readonly Step[];
  readonly limits: Limits;
  /** 0..50: share of triggered people who are kept without fallback, to measure what it brings. */
  readonly holdoutPercent: number;
};

/**
 * The step after one that did not reach its person. A flow's steps stand in its rule without an order of
 * their own: what follows is said by the flow, and done by its run.
 */
export const stepAfter = (rule: Rule, position: number, cause: string): Step | null =>
  cause === "flow" ? null : (rule.steps[position + 1] ?? null);

/**
 * Reasons that lie in one step: its channel has no price, its connection is gone, its text lacks a value. Any other
 * reason holds for whatever follows as well: it is about the person, the campaign, the time or the money. So is the
 * limit of one try a channel: who had an SMS within these hours must not be called because of it.
 */
const OF_THE_STEP: ReadonlySet<AttemptWhy> = new Set(["no_price", "no_connection", "missing_values"]);

/** The step that takes over where an attempt was left out; null where its reason ends the rule for this person. */
export const stepInstead = (rule: Rule, position: number, cause: string, why: AttemptWhy): Step | null =>
  OF_THE_STEP.has(why) ? stepAfter(rule, position, cause) : null;

/** Fallback of a campaign: nothing; by a person; by the rule. */
export const FALLBACK_MODES = ["off", "manual", "automatic"] as const;
export type FallbackMode = (typeof FALLBACK_MODES)[number];

/** Classes that never lead to a fallback, whatever a rule says: the person said stop, or the fault is ours. */
const NEVER: ReadonlySet<ReasonClass> = new Set(["opted_out", "sender_fault"]);
export const mayFallBack = (reason: ReasonClass): boolean => !NEVER.has(reason);

/** Whether a rejection starts the rule. */
export function triggeredByRejection(trigger: Trigger, reason: ReasonClass, code: string | null): boolean {
  if (trigger.on !== "rejected" || !mayFallBack(reason)) return false;
  return trigger.classes.includes(reason) || (code !== null && trigger.codes.includes(code));
}
