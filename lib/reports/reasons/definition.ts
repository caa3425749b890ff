import { z } from "zod";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { count, instant } from "@/lib/reports/fields";

/** Why were messages rejected, and what is to be done? Words are in the reader's language. */
export const reasons = z.object({
  asOf: instant,
  rejected: count,
  /** The most frequent first, and so are the codes of each. */
  classes: z.array(
    z.object({
      class: z.enum(REASON_CLASSES),
      label: z.string(),
      meaning: z.string(),
      rejected: count,
      codes: z.array(
        z.object({
          /** As the provider wrote it; empty where it gave none. */
          code: z.string(),
          provider: z.string(),
          title: z.string(),
          sentence: z.string(),
          action: z.string(),
          mustAct: z.string(),
          rejected: count,
        }),
      ),
    }),
  ),
});
export type Reasons = z.output<typeof reasons>;
