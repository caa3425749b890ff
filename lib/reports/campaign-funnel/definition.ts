import { z } from "zod";
import { count, counterFields, fallbackFields, instant, silentByAge } from "@/lib/reports/fields";

/** Where did a campaign's messages get to, and what was lost on the way? Params: `campaignParams`. */
export const campaignFunnel = z.object({
  asOf: instant,
  id: count,
  name: z.string(),
  isUnassigned: z.boolean(),
  createdAt: instant,
  archivedAt: instant.nullable(),
  counters: z.object(counterFields),
  /** What fallbacks of these messages came to; all zero where there was none. */
  fallback: z.object(fallbackFields),
  /** ISO 4217. */
  currency: z.string(),
  silentByAge,
  /** The quarters of an hour with the first and the latest stage reached; null while there is none. */
  launchedAt: instant.nullable(),
  latestAt: instant.nullable(),
});
export type CampaignFunnel = z.output<typeof campaignFunnel>;
