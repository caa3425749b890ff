/** How many waits fell into one bucket of the logarithmic scale: bucket b holds edge(b) up to edge(b + 1). */
export type LatencyBucket = { readonly bucket: number; readonly n: number };

/** Lower end of a bucket in seconds: 2^(b/4) - 1, so that buckets grow by a fifth and start at 0. */
export const bucketEdge = (bucket: number): number => 2 ** (bucket / 4) - 1;

/** Bucket of a wait in seconds; negative waits (clocks that disagree) count as none. */
export const bucketOf = (seconds: number): number => Math.floor(4 * Math.log2(Math.max(0, seconds) + 1));

/**
 * A quantile of waits that are only known by bucket, even within a bucket.
 * @param p - in (0, 1)
 * @returns seconds, off by less than a bucket's width; null when there are none.
 */
export function quantile(buckets: readonly LatencyBucket[], p: number): number | null {
  const sorted = buckets.filter(({ n }) => n > 0).toSorted((a, b) => a.bucket - b.bucket);
  const rank = p * sorted.reduce((sum, { n }) => sum + n, 0);
  let below = 0;
  for (const { bucket, n } of sorted) {
    if (below + n >= rank) {
      const low = bucketEdge(bucket);
      return low + ((rank - below) / n) * (bucketEdge(bucket + 1) - low);
    }
    below += n;
  }
  return null;
}

/** A bar of the distribution: waits of [from, to) seconds. */
export type LatencyBar = { readonly from: number; readonly to: number; readonly n: number };

/** Buckets that make one bar. Four are one doubling: few enough bars to read, and no bucket is split. */
const BUCKETS_PER_BAR = 4;

/** Bars from the first that holds anything to the last, gaps included. */
export function distribution(buckets: readonly LatencyBucket[]): readonly LatencyBar[] {
  const totals = new Map<number, number>();
  for (const { bucket, n } of buckets) {
    const bar = Math.floor(bucket / BUCKETS_PER_BAR);
    totals.set(bar, (totals.get(bar) ?? 0) + n);
  }
  const filled = [...totals].filter(([, n]) => n > 0).map(([bar]) => bar);
  if (filled.length === 0) return [];
  const first = Math.min(...filled);
  return Array.from({ length: Math.max(...filled) - first + 1 }, (_, index) => {
    const bar = first + index;
    return {
      from: bucketEdge(bar * BUCKETS_PER_BAR),
      to: bucketEdge((bar + 1) * BUCKETS_PER_BAR),
      n: totals.get(bar) ?? 0,
    };
  });
}
