import { z } from "zod";
import { count, instant } from "@/lib/reports/fields";

const counts = { sent: count, delivered: count, read: count, rejected: count };

/** On which weekday and at what hour of the recipients' own clocks did messages reach each stage? */
export const localHours = z.object({
  asOf: instant,
  /** isoWeekday: 1 = Monday … 7 = Sunday; hour: 0..23. Cells with none are absent. */
  cells: z.array(z.object({ isoWeekday: count, hour: count, ...counts })),
  /** Left out of the cells because the recipients' zone is not known. */
  unplaced: z.object(counts),
});
export type LocalHours = z.output<typeof localHours>;
