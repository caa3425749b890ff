import type { Reads } from "./plans";
import { FLOOR_MS, growth, percentile, round, sizeName } from "./statistics";

/** Milliseconds of each request, by page and number of messages. */
export type Measured = Record<
  string,
  { readonly kind: "data" | "page"; readonly times: Record<number, number[]> }
>;

/** Milliseconds within which any page's data must come, 95 times of 100. */
const LIMIT_MS = 150;
const MOST_GROWTH = 2;

export type Result = {
  readonly json: {
    readonly pages: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly worstGrowth: number;
    readonly worstPage: string;
    /** Of pages' data at the last size. */
    readonly slowestMs: number;
    readonly slowestPage: string;
    readonly floorMs: number;
  };
  /** What is over its limit: the page and a sentence. */
  readonly over: readonly { readonly page: string; readonly text: string }[];
};

/** @param sizes - ascending; growth is from the first to the last, limits are of the last */
export function resultOf(measured: Measured, sizes: readonly number[]): Result {
  const [first = 0, last = first] = [sizes[0], sizes.at(-1)];
  const pages: Record<string, Record<string, number>> = {};
  const over: { page: string; text: string }[] = [];
  let worst = { name: "", growth: 0 };
  let slowest = { name: "", p95: 0 };
  for (const [name, { kind, times }] of Object.entries(measured)) {
    pages[name] = Object.fromEntries(
      sizes.map((size) => [`p95Ms${sizeName(size)}`, round(percentile(times[size] ?? [], 0.95))]),
    );
    const p95 = percentile(times[last] ?? [], 0.95);
    const grown = growth(percentile(times[first] ?? [], 0.95), p95);
    if (grown > worst.growth) worst = { name, growth: grown };
    if (grown > MOST_GROWTH)
      over.push({ page: name, text: `${name} takes ${grown.toFixed(1)} times as long` });
    if (kind === "data" && p95 > slowest.p95) slowest = { name, p95 };
    if (kind === "data" && p95 > LIMIT_MS)
      over.push({ page: name, text: `${name} takes ${Math.round(p95)} ms` });
  }
  const worstGrowth = Math.round(worst.growth * 100) / 100;
  const { name: slowestPage, p95 } = slowest;
  return {
    json: {
      pages,
      worstGrowth,
      worstPage: worst.name,
      slowestMs: round(p95),
      slowestPage,
      floorMs: FLOOR_MS,
    },
    over,
  };
}

/** For people: p50 and p95 in milliseconds by page, how much longer the last size takes than the first, and rows read. */
export function table(
  measured: Measured,
  sizes: readonly number[],
  reads: Readonly<Record<number, Reads>>,
): string {
  const [first = 0, last = first] = [sizes[0], sizes.at(-1)];
  const heads = sizes.map((size) => `${sizeName(size)} p50 / p95`);
  const rows = Object.entries(measured).map(([name, { times }]) => {
    const p95 = (size: number) => percentile(times[size] ?? [], 0.95);
    const cells = sizes.map((size) => `${round(percentile(times[size] ?? [], 0.5))} / ${round(p95(size))}`);
    const read = sizes.map((size) => String(reads[size]?.rows[name] ?? 0)).join(" / ");
    return [name, ...cells, growth(p95(first), p95(last)).toFixed(2), read];
  });
  return [["page", ...heads, "growth", "rows read"], ...rows]
    .map((cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(34) : cell.padStart(22))).join(""))
    .concat(
      `Milliseconds. Growth: p95 at the last size by that at the first, both counted as at least ${FLOOR_MS} ms.`,
      "Rows read: of tables, by all statements of one request, at each size.",
    )
    .join("\n");
}
