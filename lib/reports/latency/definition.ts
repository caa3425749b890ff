import { z } from "zod";
import { count, instant } from "@/lib/reports/fields";

/** Seconds from sent. `null` while nothing was measured. */
const waits = z.object({
  n: count,
  median: z.number().nullable(),
  /** Nine of ten were at most this long. */
  p90: z.number().nullable(),
  bars: z.array(z.object({ from: z.number(), to: z.number(), n: count })),
});
export type Waits = z.output<typeof waits>;

/** How long did messages take from sent to delivered, and to read? */
export const latency = z.object({ asOf: instant, delivered: waits, read: waits });
export type Latency = z.output<typeof latency>;
