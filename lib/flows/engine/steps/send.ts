import { randomUUID } from "node:crypto";
import { parseTemplate, variablesOf } from "@/lib/domain/fallback/template";
import { cycleOf } from "@/lib/domain/flow/cycle";
import type { FlowStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { leavingBy } from "@/lib/domain/flow/trail";
import { valueNamed } from "@/lib/domain/flow/variables";
import type { CompiledFlow } from "@/lib/domain/flow/walk";
import { CHANNELS } from "@/lib/domain/message/status";
import { HOUR, MINUTE } from "@/lib/domain/time";
import type { Effect, Left, Run } from "@/lib/flows/engine/run";

type SendingStep = Extract<FlowStep, { type: "sms" | "call" }>;

const isSending = (step: FlowStep): step is SendingStep =>
  (step.type === "sms" || step.type === "call") && step.connectionId !== null;

/** The attempt that the step plans; null where the flow was published without what the ledger needs. */
export function sendingEffect(
  flow: CompiledFlow,
  step: SendingStep,
  run: Run,
  facts: FlowFacts,
  visit: number,
): Extract<Effect, { kind: "attempt" }> | null {
  // The same order as in the rule that carries the flow's sending steps; see lib/flows/sending-rule.ts.
  const position = flow.definition.steps.filter(isSending).findIndex(({ id }) => id === step.id);
  if (position < 0 || step.connectionId === null || run.ruleId === null) return null;
  return {
    kind: "attempt",
    id: randomUUID(),
    stepId: step.id,
    visit,
    firstCycle: cycleOf(run.status, 0, run.wordsBefore),
    position,
    channel: CHANNELS.indexOf(step.type === "sms" ? "sms" : "voice"),
    connectionId: step.connectionId,
    variables: variablesFor(step, facts),
  };
}

/** Only what the texts name: an attempt is kept for long. */
function variablesFor(step: SendingStep, facts: FlowFacts): Record<string, string> {
  const texts = step.type === "sms" ? [step.text] : [step.script, step.confirmPrompt ?? ""];
  const values: Record<string, string> = {};
  for (const text of texts) {
    const parsed = parseTemplate(text);
    for (const { name } of parsed.ok ? variablesOf(parsed.template) : []) {
      const value = valueNamed(name, facts);
      if (value) values[name] = value;
    }
  }
  return values;
}

/** Milliseconds beyond the limits' age: an attempt that was sent at the last moment may still be on its way. */
const UNDERWAY = 10 * MINUTE;

/** When a run no longer waits for an attempt of which nothing final is heard. */
export const sendingDeadline = ({ definition }: CompiledFlow, now: number): number =>
  now + (definition.limits?.maxAgeHours ?? 24) * HOUR + UNDERWAY;

export type AttemptNow = { readonly state: string; readonly why: string | null };

/** The person has it by another way, or somebody took it back: what would follow is not wanted either. */
const NOT_WANTED: ReadonlySet<string> = new Set([
  "delivered_on_whatsapp",
  "fallback_reached",
  "by_person",
  "undone",
]);

/** How a sending step is left; null: its attempt has not ended. */
export function sent(attempt: AttemptNow | null, resumeAt: number | null, now: number): Left | null {
  // Another run sent the same to this person for this message: the ledger took its attempt for a repeat.
  if (!attempt) return { leaving: leavingBy("missed"), detail: "already_tried" };
  switch (attempt.state) {
    case "delivered":
      return { leaving: leavingBy("reached") };
    case "cancelled":
      if (attempt.why !== null && NOT_WANTED.has(attempt.why))
        return { leaving: "=cancelled", detail: attempt.why };
      return { leaving: leavingBy("missed"), detail: attempt.why };
    case "failed":
    case "skipped":
      return { leaving: leavingBy("missed"), detail: attempt.why };
    default:
      return resumeAt !== null && now >= resumeAt
        ? { leaving: leavingBy("missed"), detail: "time_out" }
        : null;
  }
}
