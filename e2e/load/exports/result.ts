import { percentile, round } from "../reports/statistics";
import type { Copied } from "./copy";

/** What the product owes: see the README's benchmark part. */
export const LEAST_CSV_RATIO = 0.4;
export const MOST_GROWTH = 100_000_000;

export type Download = {
  readonly format: "csv" | "xlsx";
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Bytes by which the serving processes grew at most. */
  readonly growth: number;
  /** COPY of the same rows, just before and just after. */
  readonly copies: readonly Copied[];
};

export type Summary = {
  readonly rows: number;
  readonly bytes: number;
  readonly rowsPerSecond: number;
  readonly copyRowsPerSecond: number;
  readonly ratioToCopy: number;
  readonly memoryGrowthMb: number;
};

const rateOf = ({ rows, seconds }: Download): number => rows / seconds;

/** @param downloads - all of one format, alone */
export function summary(downloads: readonly Download[]): Summary {
  const copies = (each: Download): number =>
    each.copies.reduce((sum, { rowsPerSecond }) => sum + rowsPerSecond, 0) / each.copies.length;
  const middle = (numbers: readonly number[]): number => percentile(numbers, 0.5);
  return {
    rows: downloads[0]?.rows ?? 0,
    bytes: downloads[0]?.bytes ?? 0,
    rowsPerSecond: Math.round(middle(downloads.map(rateOf))),
    copyRowsPerSecond: Math.round(middle(downloads.map(copies))),
    ratioToCopy: Number(middle(downloads.map((each) => rateOf(each) / copies(each))).toFixed(3)),
    memoryGrowthMb: Math.round(Math.max(...downloads.map(({ growth }) => growth)) / 1e6),
  };
}

export const latency = (
  latencies: readonly number[],
): { readonly p50Ms: number; readonly p99Ms: number } => ({
  p50Ms: round(percentile(latencies, 0.5)),
  p99Ms: round(percentile(latencies, 0.99)),
});

/** What is worse than it may be, as sentences. */
export function shortfalls(csv: Summary, xlsx: Summary, expectedRows: number): string[] {
  const found: string[] = [];
  if (csv.ratioToCopy < LEAST_CSV_RATIO)
    found.push(`CSV comes at ${csv.ratioToCopy} of COPY's rate; at least ${LEAST_CSV_RATIO} is wanted.`);
  for (const [name, { rows, memoryGrowthMb }] of Object.entries({ CSV: csv, XLSX: xlsx })) {
    if (rows !== expectedRows) found.push(`${name} has ${rows} rows instead of ${expectedRows}.`);
    if (memoryGrowthMb * 1e6 >= MOST_GROWTH)
      found.push(
        `${name} makes the server grow by ${memoryGrowthMb} MB; less than ${MOST_GROWTH / 1e6} is wanted.`,
      );
  }
  return found;
}
