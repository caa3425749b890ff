import type { Step } from "@/lib/domain/fallback/rule";
import type { Sender } from "@/lib/providers/sender";

/** What a step asks for and its connection can't do. */
export type Inability = "sms" | "calls" | "validity" | "key" | "machine";

/**
 * Parts of a step that a sender can't carry out; empty when it can do all.
 * A machine presses no key: where only the key counts, nobody needs to be told who picked up.
 */
export function inabilitiesOf({ channels, can }: Pick<Sender, "channels" | "can">, step: Step): Inability[] {
  if (!channels.includes(step.channel)) return [step.channel === "sms" ? "sms" : "calls"];
  if (step.channel === "sms") return step.validityMinutes !== null && !can.validity ? ["validity"] : [];
  const found: Inability[] = [];
  if (step.confirmPrompt !== null && !can.calls?.pressToConfirm) found.push("key");
  if (step.machine === "missed" && step.success === "answered" && !can.calls?.detectsMachines)
    found.push("machine");
  return found;
}
