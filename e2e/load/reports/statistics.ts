/** What is faster than this is all the same to a reader, and on a shared machine mostly noise. */
export const FLOOR_MS = 5;

/** The smallest of the numbers that at least `share` of them don't exceed; 0 of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** How many times as long as with few messages, both counted as at least `FLOOR_MS`. */
export function growth(fewMs: number, manyMs: number): number {
  return Math.max(manyMs, FLOOR_MS) / Math.max(fewMs, FLOOR_MS);
}

export const round = (ms: number): number => Math.round(ms * 10) / 10;

/** 100000 as "100k", 10000000 as "10m": how the output names its columns. */
export function sizeName(messages: number): string {
  for (const [unit, name] of [
    [1_000_000, "m"],
    [1000, "k"],
  ] as const)
    if (messages >= unit && messages % unit === 0) return `${messages / unit}${name}`;
  return String(messages);
}

/** "100000,1000000" as numbers, the smallest first. @throws with a sentence that says what to give */
export function readSizes(text: string, campaigns: number): number[] {
  const sizes = text.split(",").map(Number);
  for (const size of sizes)
    if (!Number.isInteger(size) || size <= 0 || size % campaigns !== 0)
      throw new Error(
        `--size takes numbers of messages that are multiples of ${campaigns}, like 100000,1000000; "${text}" is none.`,
      );
  return sizes.sort((a, b) => a - b);
}
