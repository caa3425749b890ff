import { type EventStatus, STATUS_CODE, statusOfCode } from "../message/status";

/** Cycles below belong to rules and to people. */
const FIRST = 100;
/** More than there are statuses. */
const PER_VISIT = 10;

/**
 * The ledger's cycle of a flow's attempt: with the message and the step it is the key that nothing is sent
 * twice by. Another for each status that began a run, and for each time that the run comes to the step again.
 * @param before - how many times the run has visited the step before
 */
export const cycleOf = (status: EventStatus, before: number): number =>
  FIRST + before * PER_VISIT + STATUS_CODE[status];

/** The status that began the run of an attempt's cycle. */
export const statusOfCycle = (cycle: number): EventStatus => statusOfCode((cycle - FIRST) % PER_VISIT);
