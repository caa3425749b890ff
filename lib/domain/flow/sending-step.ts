import type { Step } from "../fallback/rule";
import type { FlowStep } from "./definition";

/** An SMS or call step as the ledger knows it; null for any other, and without a connection. */
export function sendingStep(step: FlowStep): Step | null {
  if (step.type === "sms" && step.connectionId !== null) {
    const { connectionId, from, text, validityMinutes } = step;
    return { channel: "sms", connectionId, from, waitMinutes: 0, text, validityMinutes };
  }
  if (step.type === "call" && step.connectionId !== null) {
    const { connectionId, from, script, language, voice, repeat, confirmPrompt, machine, success } = step;
    const call = { script, language, voice, repeat, confirmPrompt, machine, success };
    return { channel: "voice", connectionId, from, waitMinutes: 0, ...call };
  }
  return null;
}
