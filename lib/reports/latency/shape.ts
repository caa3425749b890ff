import { distribution, quantile } from "@/lib/domain/campaign/latency";
import type { Latency, Waits } from "./definition";
import type { LatencyRow, LatencyRows } from "./query";

const KIND = { delivered: 1, read: 2 };

export function shapeLatency({ asOf, buckets }: LatencyRows): Latency {
  const of = (kind: number): Waits => waitsOf(buckets.filter((row) => row.kind === kind));
  return { asOf: asOf.toISOString(), delivered: of(KIND.delivered), read: of(KIND.read) };
}

function waitsOf(buckets: readonly LatencyRow[]): Waits {
  return {
    n: buckets.reduce((sum, { n }) => sum + n, 0),
    median: quantile(buckets, 0.5),
    p90: quantile(buckets, 0.9),
    bars: distribution(buckets).map((bar) => ({ ...bar })),
  };
}
