import { z } from "zod";
import { counterFields, instant } from "@/lib/reports/fields";

const row = z.object({ name: z.string(), ...counterFields });
export type BreakdownRow = z.output<typeof row>;

/** Which countries and which templates did well? Each list adds up to the campaign; the largest first. */
export const breakdown = z.object({
  asOf: instant,
  /** `name`: ISO 3166-1 alpha-2; empty where the number is hidden or its country unknown. */
  countries: z.array(row),
  /** Empty where the provider does not tell the template. */
  templates: z.array(row),
});
export type Breakdown = z.output<typeof breakdown>;
