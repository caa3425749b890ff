/** Bounds of the pause between two polls, in ms. */
export const FASTEST = 2_000;
export const SLOWEST = 30_000;

export type Pace = {
  /** Fetches counted so far; the pace moves once a fetch, however often it is asked for. */
  readonly updates: number;
  readonly key: unknown;
  /** ms until the next poll. */
  readonly interval: number;
};

/** Fast again as soon as the data changes; half as fast after every fetch that brought nothing new. */
export function nextPace(pace: Pace | null, updates: number, key: unknown): Pace {
  if (pace === null || !Object.is(pace.key, key)) return { updates, key, interval: FASTEST };
  if (pace.updates === updates) return pace;
  return { updates, key, interval: Math.min(SLOWEST, pace.interval * 2) };
}
