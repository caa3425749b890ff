import type { StepDraft } from "@/components/fallback-rules/draft";
import type { CallFlowStep, FlowStep } from "@/lib/domain/flow/definition";

type Sending = Extract<FlowStep, { type: "sms" | "call" }>;

/** A sending step in the shape in which the fields and the preview of fallback rules know it. */
export function stepDraftOf(step: Sending): StepDraft {
  const base = {
    key: step.id,
    connectionId: step.connectionId === null ? "" : String(step.connectionId),
    from: step.from,
    waitMinutes: "0",
    validityMinutes: "",
  };
  if (step.type === "sms") {
    const rest = { language: "", voice: "", repeat: "1", machine: "missed", success: "answered" } as const;
    return { ...base, ...rest, channel: "sms", text: step.text, asksToConfirm: false, confirmPrompt: "" };
  }
  return {
    ...base,
    channel: "voice",
    text: step.script,
    language: step.language,
    voice: step.voice ?? "",
    repeat: step.repeat === 2 ? "2" : "1",
    asksToConfirm: step.confirmPrompt !== null,
    confirmPrompt: step.confirmPrompt ?? "",
    machine: step.machine,
    success: step.success,
  };
}

/** What a change of those fields changes in the call. */
export function callPartOf(step: CallFlowStep, part: Partial<StepDraft>): Partial<CallFlowStep> {
  const { language, voice, repeat, asksToConfirm, confirmPrompt, machine, success } = part;
  const asks = asksToConfirm ?? step.confirmPrompt !== null;
  const asked = asks && (confirmPrompt !== undefined || asksToConfirm !== undefined);
  return {
    ...(language !== undefined && { language }),
    ...(voice !== undefined && { voice: voice.trim() === "" ? null : voice }),
    ...(repeat !== undefined && { repeat: repeat === "2" ? (2 as const) : (1 as const) }),
    ...(machine !== undefined && { machine }),
    ...(success !== undefined && { success }),
    ...(asked && { confirmPrompt: confirmPrompt ?? step.confirmPrompt ?? "" }),
    // Without the question nobody can press the key.
    ...(asks ? {} : { confirmPrompt: null, success: "answered" as const }),
  };
}
