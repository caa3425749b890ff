import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketEdge, bucketOf, distribution, quantile } from "./latency";

const waits = fc.array(fc.integer({ min: 0, max: 30 * 86_400 }), { minLength: 1, maxLength: 200 });

function bucketed(seconds: readonly number[]) {
  const counts = new Map<number, number>();
  for (const wait of seconds) counts.set(bucketOf(wait), (counts.get(bucketOf(wait)) ?? 0) + 1);
  return [...counts].map(([bucket, n]) => ({ bucket, n }));
}

describe("buckets", () => {
  test.each([
    [0, 0],
    [1, 4],
    [3, 8],
    [63, 24],
    [-5, 0],
  ])("a wait of %i s falls into bucket %i", (seconds, bucket) => {
    expect(bucketOf(seconds)).toBe(bucket);
  });

  test("hold their lower end and not their upper end", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        const bucket = bucketOf(seconds);
        // Rounding at an edge may go either way; a billionth is far below anything shown.
        expect(bucketEdge(bucket)).toBeLessThanOrEqual(seconds + 1e-6 * (seconds + 1));
        expect(bucketEdge(bucket + 1)).toBeGreaterThan(seconds - 1e-6 * (seconds + 1));
      }),
    );
  });
});

describe("quantile", () => {
  test("is undefined without waits", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([{ bucket: 4, n: 0 }], 0.5)).toBeNull();
  });

  test("interpolates inside a bucket", () => {
    // All between 1 and 3 s in two buckets: half way through the first one's end.
    expect(
      quantile(
        [
          { bucket: 4, n: 10 },
          { bucket: 8, n: 10 },
        ],
        0.5,
      ),
    ).toBeCloseTo(bucketEdge(5), 9);
    expect(quantile([{ bucket: 0, n: 4 }], 0.25)).toBeCloseTo(bucketEdge(1) / 4, 9);
  });

  test("lies within a bucket of the real one", () => {
    fc.assert(
      fc.property(waits, fc.constantFrom(0.5, 0.9), (seconds, p) => {
        const sorted = seconds.toSorted((a, b) => a - b);
        const real = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0;
        const bucket = bucketOf(real);
        const found = quantile(bucketed(seconds), p) ?? Number.NaN;
        expect(found).toBeGreaterThanOrEqual(bucketEdge(bucket) - 1e-9);
        expect(found).toBeLessThanOrEqual(bucketEdge(bucket + 1) + 1e-9);
      }),
    );
  });
});

describe("distribution", () => {
  test("has a bar for every doubling from the first to the last, gaps included", () => {
    expect(
      distribution([
        { bucket: 5, n: 2 },
        { bucket: 4, n: 1 },
        { bucket: 13, n: 7 },
      ]),
    ).toEqual([
      { from: 1, to: 3, n: 3 },
      { from: 3, to: 7, n: 0 },
      { from: 7, to: 15, n: 7 },
    ]);
    expect(distribution([])).toEqual([]);
  });

  test("loses nothing", () => {
    fc.assert(
      fc.property(waits, (seconds) => {
        expect(distribution(bucketed(seconds)).reduce((sum, bar) => sum + bar.n, 0)).toBe(seconds.length);
      }),
    );
  });
});
