import { type EventStatus, STATUS_CODE, statusOfCode } from "../message/status";

/** Cycles below belong to rules and to people. */
const FIRST = 100;
/** More than there are statuses: what is left over is for further words that are not known. */
const PER_VISIT = 10;
const AFTER_STATUSES = 1 + Math.max(...Object.values(STATUS_CODE));

/**
 * The ledger's cycle of a flow's attempt: with the message and the step it is the key that nothing is sent
 * twice by. Another for each status that began a run, and for each time that the run comes to the step again.
 * Unknown words are statuses of their own, each with its run; from the fifth on they share a cycle, so that a
 * provider that invents words can't have a person disturbed without end.
 * @param before - how many times the run has visited the step before
 * @param wordsBefore - how many unknown words of the message came before this one
 */
export const cycleOf = (status: EventStatus, before: number, wordsBefore: number): number =>
  FIRST + before * PER_VISIT + slotOf(status, wordsBefore);

function slotOf(status: EventStatus, wordsBefore: number): number {
  if (status !== "unknown" || wordsBefore === 0) return STATUS_CODE[status];
  return Math.min(AFTER_STATUSES + wordsBefore - 1, PER_VISIT - 1);
}

/** The status that began the run of an attempt's cycle. */
export function statusOfCycle(cycle: number): EventStatus {
  const slot = (cycle - FIRST) % PER_VISIT;
  return slot < AFTER_STATUSES ? statusOfCode(slot) : "unknown";
}
