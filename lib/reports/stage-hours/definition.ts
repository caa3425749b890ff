import { z } from "zod";
import { count, instant } from "@/lib/reports/fields";

/** In which hour since launch did messages reach each stage? Launch: the first quarter with anything. */
export const stageHours = z.object({
  asOf: instant,
  launchedAt: instant.nullable(),
  /** One entry an hour from 0 to the last with anything, gaps included. */
  hours: z.array(z.object({ hour: count, sent: count, delivered: count, read: count, rejected: count })),
  /** Everything after the last hour that is shown; null when there is nothing. */
  later: z.object({ sent: count, delivered: count, read: count, rejected: count }).nullable(),
});
export type StageHours = z.output<typeof stageHours>;
