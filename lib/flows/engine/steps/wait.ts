import type { FlowStep } from "@/lib/domain/flow/definition";
import { type FlowFacts, zoneOf } from "@/lib/domain/flow/facts";
import { DAY, MINUTE, nextOpening, SECOND } from "@/lib/domain/time";
import type { Run } from "@/lib/flows/engine/run";

type WaitStep = Extract<FlowStep, { type: "wait" }>;

/**
 * Milliseconds after which a wait for a status looks once by itself: a status that was being stored while the
 * wait began did not see it, and no statement of the ingest takes longer.
 */
export const LOOK_AGAIN = 6 * SECOND;

/** When a wait that began at `from` is over by itself. */
export function waitEnd(step: WaitStep, facts: FlowFacts, from: number): number {
  if (step.until === "duration") return from + step.minutes * MINUTE;
  if (step.until === "status") return from + step.timeoutMinutes * MINUTE;
  return nextTime(step.at, zoneOf(facts), from);
}

/** The next time that the clocks of a zone show "HH:MM", never the present minute: a loop comes back tomorrow. */
function nextTime(at: string, zone: string, from: number): number {
  const after = (start: number) => nextOpening(start, [zone], { from: minuteAfter(at), until: at });
  const next = after(from);
  return (next === from ? after(from + MINUTE) : next) ?? from + DAY;
}

function minuteAfter(at: string): string {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const next = (hours * 60 + minutes + 1) % (24 * 60);
  return [Math.floor(next / 60), next % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Whether the message has one of the statuses by now. */
export const hasArrived = (step: WaitStep, { message }: Run): boolean =>
  step.until === "status" && step.statuses.some((status) => message?.has.has(status));
