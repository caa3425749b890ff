/** Heights of bars in [0, 1], the highest being 1; all 0 where there is nothing. */
export function barHeights(counts: readonly number[]): readonly number[] {
  const highest = Math.max(0, ...counts);
  return counts.map((count) => (highest === 0 ? 0 : count / highest));
}

export type DurationUnit = "seconds" | "minutes" | "hours" | "days";

const UNITS: readonly (readonly [DurationUnit, number])[] = [
  ["days", 86_400],
  ["hours", 3600],
  ["minutes", 60],
];

/** A duration in the largest unit of which it holds at least one; to one decimal below ten, else whole. */
export function humanDuration(seconds: number): { readonly unit: DurationUnit; readonly n: number } {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (["seconds", 1] as const);
  const n = seconds / size;
  return { unit, n: n < 9.95 ? Math.round(n * 10) / 10 : Math.round(n) };
}
