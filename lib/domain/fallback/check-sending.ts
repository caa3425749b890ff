import type { Ability } from "../channel/capability";
import { MAX_SEGMENTS, parseSmsSender, type SmsSenderProblem, smsSize } from "../channel/sms";
import { MAX_SCRIPT_CHARACTERS } from "../channel/voice";
import { exampleText } from "./example-text";
import type { Step } from "./rule";

/** What a step asks for and its connection can't do. */
export type Inability = "no_sms" | "no_voice" | "no_validity" | "no_key" | "no_machine";

/** Why a step can't be sent as it stands; the interface has words for each. */
export type SendingCause =
  | `connection_${Inability}`
  | `sender_${SmsSenderProblem | "no_name"}`
  | "too_many_segments"
  | "script_too_long";

/** A cause, with the field of the step beside which it is said. */
export type SendingFault = { readonly field: string; readonly cause: SendingCause };

const FIELD: Readonly<Record<Inability, string>> = {
  no_sms: "connectionId",
  no_voice: "connectionId",
  no_validity: "validityMinutes",
  no_key: "confirmPrompt",
  no_machine: "machine",
};

/** All that stands in the way of sending a step by a connection, whichever rule or flow it belongs to. */
export function sendingFaults(step: Step, ability: Ability): SendingFault[] {
  const unable = inabilitiesOf(ability, step).map(
    (one): SendingFault => ({ field: FIELD[one], cause: `connection_${one}` }),
  );
  return [...senderFaults(step), ...lengthFaults(step), ...unable];
}

/** What is wrong with the number or name that a step comes from. */
export function senderFaults({ channel, from }: Pick<Step, "channel" | "from">): SendingFault[] {
  const sender = parseSmsSender(from);
  if (!sender.ok) return [{ field: "from", cause: `sender_${sender.problem}` }];
  const isName = channel === "voice" && sender.kind === "alphanumeric";
  return isName ? [{ field: "from", cause: "sender_no_name" }] : [];
}

/** A text that networks would cut, or providers not speak; as one person may get it. */
export function lengthFaults(step: Step): SendingFault[] {
  if (step.channel === "voice")
    return step.script.length > MAX_SCRIPT_CHARACTERS ? [{ field: "script", cause: "script_too_long" }] : [];
  const example = exampleText(step.text);
  const isLong = example !== null && smsSize(example).segments > MAX_SEGMENTS;
  return isLong ? [{ field: "text", cause: "too_many_segments" }] : [];
}

/**
 * Parts of a step that a connection can't carry out; empty when it can do all.
 * A machine presses no key: where only the key counts, nobody needs to be told who picked up.
 */
export function inabilitiesOf({ channels, can }: Ability, step: Step): Inability[] {
  if (!channels.includes(step.channel)) return [step.channel === "sms" ? "no_sms" : "no_voice"];
  if (step.channel === "sms") return step.validityMinutes !== null && !can.validity ? ["no_validity"] : [];
  const found: Inability[] = [];
  if (step.confirmPrompt !== null && !can.calls?.pressToConfirm) found.push("no_key");
  if (step.machine === "missed" && step.success === "answered" && !can.calls?.detectsMachines)
    found.push("no_machine");
  return found;
}
