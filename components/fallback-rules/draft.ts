import { formatMicros, parseMicros } from "@/lib/domain/fallback/price";
import type { Rule, Step } from "@/lib/domain/fallback/rule";
import type { ReasonClass } from "@/lib/domain/reason/classes";
import type { EditorChoices } from "@/lib/fallback/rules/editor-choices";
import { STARTING_RULE } from "@/lib/fallback/rules/starting-values";

/** A step as it is typed: numbers are texts, and both channels' fields are kept while people try things. */
export type StepDraft = {
  /** Keeps a row's fields together while rows are moved. */
  readonly key: string;
  readonly channel: "sms" | "voice";
  readonly connectionId: string;
  readonly from: string;
  readonly waitMinutes: string;
  readonly text: string;
  readonly validityMinutes: string;
  readonly language: string;
  readonly voice: string;
  readonly repeat: "1" | "2";
  readonly asksToConfirm: boolean;
  readonly confirmPrompt: string;
  readonly machine: "reached" | "missed";
  readonly success: "answered" | "confirmed";
};

export type RuleDraft = {
  readonly name: string;
  readonly on: Rule["trigger"]["on"];
  readonly classes: readonly ReasonClass[];
  readonly codes: string;
  readonly afterMinutes: string;
  readonly steps: readonly StepDraft[];
  readonly quiet: boolean;
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly during: "wait" | "drop";
  readonly campaignBudget: string;
  readonly dayBudget: string;
  readonly perPersonHours: string;
  readonly maxAgeHours: string;
  readonly holdoutPercent: string;
};

/** Zero is shown as nothing: the field is there to be filled in. */
const moneyText = (micros: number): string => (micros === 0 ? "" : formatMicros(micros));

/** The form of a rule; without one, that of a new rule. */
export function draftOf(name: string, rule: Rule = { ...STARTING_RULE, steps: [] }): RuleDraft {
  const { trigger, limits } = rule;
  return {
    name,
    on: trigger.on,
    classes: trigger.on === "rejected" ? trigger.classes : ["unreachable", "capped"],
    codes: trigger.on === "rejected" ? trigger.codes.join(", ") : "",
    afterMinutes: trigger.on === "rejected" ? "30" : String(trigger.afterMinutes),
    steps: rule.steps.map((step, i) => stepDraft(step, String(i))),
    quiet: limits.quiet !== null,
    quietFrom: limits.quiet?.from ?? "21:00",
    quietUntil: limits.quiet?.until ?? "08:00",
    during: limits.quiet?.during ?? "wait",
    campaignBudget: moneyText(limits.campaignBudgetMicros),
    dayBudget: moneyText(limits.dayBudgetMicros),
    perPersonHours: String(limits.perPersonHours),
    maxAgeHours: String(limits.maxAgeHours),
    holdoutPercent: String(rule.holdoutPercent),
  };
}

const EMPTY_STEP = {
  text: "",
  validityMinutes: "",
  language: "en-US",
  voice: "",
  repeat: "1",
  asksToConfirm: false,
  confirmPrompt: "",
  machine: "missed",
  success: "answered",
} as const;

export function newStep(
  channel: StepDraft["channel"],
  connectionId: string,
  key: string,
  isFirst: boolean,
): StepDraft {
  return { ...EMPTY_STEP, key, channel, connectionId, from: "", waitMinutes: isFirst ? "0" : "60" };
}

/** The form of a new rule: one SMS at once, the usual way to reach people whom WhatsApp missed. */
export function newDraft(connections: EditorChoices["connections"], text: string): RuleDraft {
  const connection = connections.find(({ channels }) => channels.includes("sms"));
  return { ...draftOf(""), steps: [{ ...newStep("sms", connection?.id ?? "", "0", true), text }] };
}

function stepDraft(step: Step, key: string): StepDraft {
  const base = {
    ...EMPTY_STEP,
    key,
    connectionId: String(step.connectionId),
    from: step.from,
    waitMinutes: String(step.waitMinutes),
  };
  if (step.channel === "sms") {
    const validityMinutes = step.validityMinutes === null ? "" : String(step.validityMinutes);
    return { ...base, channel: "sms", text: step.text, validityMinutes };
  }
  const { script, language, voice, repeat, confirmPrompt, machine, success } = step;
  return {
    ...base,
    channel: "voice",
    text: script,
    language,
    voice: voice ?? "",
    repeat: repeat === 2 ? "2" : "1",
    asksToConfirm: confirmPrompt !== null,
    confirmPrompt: confirmPrompt ?? "",
    machine,
    success,
  };
}

/** NaN becomes null in JSON, which the server answers with a word beside the field. */
const number = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
const numberOrNull = (text: string): number | null => (text.trim() === "" ? null : Number(text));
const textOrNull = (text: string): string | null => (text.trim() === "" ? null : text);
/** Nothing is no budget; what is no amount is for the server to refuse. */
export const moneyOf = (text: string): number =>
  text.trim() === "" ? 0 : (parseMicros(text.trim().replace(",", ".")) ?? Number.NaN);

/** What the form sends; the server checks it. */
export function definitionOf(draft: RuleDraft): unknown {
  const { quietFrom: from, quietUntil: until, during } = draft;
  return {
    trigger: triggerOf(draft),
    steps: draft.steps.map(stepOf),
    limits: {
      quiet: draft.quiet ? { from, until, during } : null,
      campaignBudgetMicros: moneyOf(draft.campaignBudget),
      dayBudgetMicros: moneyOf(draft.dayBudget),
      perPersonHours: number(draft.perPersonHours),
      maxAgeHours: number(draft.maxAgeHours),
    },
    holdoutPercent: number(draft.holdoutPercent),
  };
}

function triggerOf({ on, classes, codes, afterMinutes }: RuleDraft): unknown {
  if (on !== "rejected") return { on, afterMinutes: number(afterMinutes) };
  const list = codes.split(/[\s,;]+/).filter((code) => code !== "");
  return { on, classes, codes: list };
}

function stepOf(step: StepDraft): unknown {
  const { channel, from, repeat, machine, language } = step;
  const base = {
    channel,
    from,
    connectionId: number(step.connectionId),
    waitMinutes: number(step.waitMinutes),
  };
  if (channel === "sms")
    return { ...base, text: step.text, validityMinutes: numberOrNull(step.validityMinutes) };
  return {
    ...base,
    script: step.text,
    language,
    voice: textOrNull(step.voice),
    repeat: Number(repeat),
    confirmPrompt: step.asksToConfirm ? step.confirmPrompt : null,
    machine,
    // Without the question nobody can press the key.
    success: step.asksToConfirm ? step.success : "answered",
  };
}
