import { DAY, MINUTE, SECOND } from "../time";

/** An endpoint's failures since its last success. */
export type Failing = { readonly failures: number; readonly since: number };

/** Failures on end from which an endpoint is only probed, one request at a time. */
const DOUBTFUL = 5;
const LONGEST_REST = MINUTE;

/** Nothing but failures for this long, and so many of them, and the endpoint is paused. */
const PAUSE_AFTER = 3 * DAY;
const PAUSE_FAILURES = 10;
/** A busy endpoint shows sooner that it is gone. */
const BUSY_AFTER = DAY;
const BUSY_FAILURES = 1000;

/** Requests that may be under way at once. */
export const concurrencyOf = (failures: number, most: number): number => (failures >= DOUBTFUL ? 1 : most);

/** Milliseconds in which an endpoint gets no further request after its n-th failure on end. */
export const restAfter = (failures: number): number =>
  failures < DOUBTFUL ? 0 : Math.min(LONGEST_REST, SECOND * 2 ** Math.min(failures - DOUBTFUL, 10));

/** Whether an endpoint that has just failed again is given up until a person looks at it. */
export function shouldPause({ failures, since }: Failing, now: number): boolean {
  const failing = now - since;
  return (
    (failing >= PAUSE_AFTER && failures >= PAUSE_FAILURES) ||
    (failing >= BUSY_AFTER && failures >= BUSY_FAILURES)
  );
}
