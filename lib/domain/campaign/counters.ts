/**
 * How many messages of a group are in which state, as the roll-ups count them. Every field counts messages.
 * Read implies delivered and delivered implies sent, whatever the provider left out.
 */
export type Counters = {
  readonly attempted: number;
  /** Sent or later; includes those rejected after they were sent. */
  readonly sent: number;
  /** Delivered or read. */
  readonly delivered: number;
  readonly read: number;
  readonly rejectedBeforeSent: number;
  readonly rejectedAfterSent: number;
};

export const COUNTERS = [
  "attempted",
  "sent",
  "delivered",
  "read",
  "rejectedBeforeSent",
  "rejectedAfterSent",
] as const satisfies readonly (keyof Counters)[];

export const NOTHING: Counters = {
  attempted: 0,
  sent: 0,
  delivered: 0,
  read: 0,
  rejectedBeforeSent: 0,
  rejectedAfterSent: 0,
};

/** Totals of several groups; of none: all zero. */
export function sumCounters(groups: Iterable<Counters>): Counters {
  const total = { ...NOTHING };
  for (const group of groups) for (const name of COUNTERS) total[name] += group[name];
  return total;
}
