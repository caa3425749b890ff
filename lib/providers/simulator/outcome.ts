import type { SendRequest } from "@/lib/providers/sender";
import { sha256 } from "@/lib/providers/shared/crypto";
import type { SimulatedStatus } from "./wire";

/** A status and when it comes: milliseconds after the send. */
export type SimulatedStep = { readonly after: number; readonly status: SimulatedStatus };

/** Of all numbers: what they do with an SMS or a call. The rest stays silent, or lets the phone ring. */
const DELIVERED = 0.9;
const REJECTED = 0.06;
/** Of the calls that are answered: by a machine; and of the people, those who press the key. */
const MACHINES = 0.15;
const PRESS = 0.7;

type Failure = { readonly code: string; readonly text: string };

const SMS_FAILURES: readonly Failure[] = [
  { code: "unreachable", text: "The handset is off or outside coverage." },
  { code: "landline_unreachable", text: "The destination is a landline." },
  { code: "invalid_destination", text: "The number is not assigned." },
];
const CALL_FAILURES: readonly Failure[] = [
  { code: "busy", text: "The line is busy." },
  { code: "failed", text: "The call could not be connected." },
];
const NO_ANSWER: Failure = { code: "no_answer", text: "Nobody picked up." };

/** The same number always does the same on the same channel, so that tests and demos can rely on it. */
export function simulatedSteps(request: SendRequest, id: string): SimulatedStep[] {
  const draws = sha256(`${request.channel} ${request.to}`);
  const draw = (index: number): number => (((draws[index] ?? 0) << 8) | (draws[index + 1] ?? 0)) / 65_536;
  const about = { id, channel: request.channel, recipient: request.to, sender: request.from };
  const sentAt = 1000 + draw(2) * 1000;
  const endAt = sentAt + 1000 + draw(4) * 2000;
  const sent = { after: sentAt, status: { ...about, status: "sent" } };
  const ended = (status: Partial<SimulatedStatus> & { readonly status: string }, after = endAt) => ({
    after,
    status: { ...about, ...status },
  });
  const rejected = (error: Failure) => [sent, ended({ status: "rejected", error })];
  const lot = draw(0);
  if (lot >= DELIVERED + REJECTED) return request.channel === "voice" ? rejected(NO_ANSWER) : [sent];
  if (lot >= DELIVERED)
    return rejected(pick(request.channel === "voice" ? CALL_FAILURES : SMS_FAILURES, draw(6)));
  if (request.channel === "sms") return [sent, ended({ status: "delivered" })];

  const machine = draw(6) < MACHINES;
  const answeredBy = machine ? "machine" : "human";
  const answered = ended({ status: "delivered", ...(request.detectMachine && { answeredBy }) });
  if (!request.confirm) return [sent, answered];
  const confirmed = !machine && draw(8) < PRESS;
  return [sent, answered, ended({ ...answered.status, confirmed }, endAt + 1000 + draw(10) * 2000)];
}

const pick = (failures: readonly Failure[], share: number): Failure =>
  failures[Math.floor(share * failures.length)] as Failure;
