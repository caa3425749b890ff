import { z } from "zod";
import { count, counterFields, fallbackFields, instant, silentByAge } from "@/lib/reports/fields";
import { checkPeriod, periodFields } from "@/lib/reports/period-params";

/** How did each campaign of a period fare? Counts messages by the hour in which they were first heard of. */
export const overviewParams = z
  .strictObject({
    ...periodFields,
    /** Archived campaigns are left out, from the totals too, unless they are asked for. */
    archived: z.enum(["false", "true"]).default("false"),
  })
  .superRefine(checkPeriod);
export type OverviewParams = z.output<typeof overviewParams>;

export const overviewCampaign = z.object({
  id: count,
  name: z.string(),
  /** Holds what could not be tied to a campaign. */
  isUnassigned: z.boolean(),
  isArchived: z.boolean(),
  createdAt: instant,
  /** The hour in which its first message was heard of, in this period or before; null while it waits. */
  launchedAt: instant.nullable(),
  ...counterFields,
  /** Of the same messages. */
  fallback: z.object(fallbackFields),
});
export type OverviewCampaign = z.output<typeof overviewCampaign>;

export const overview = z.object({
  asOf: instant,
  from: instant.nullable(),
  to: instant.nullable(),
  /** Those with messages in the period, and new ones that still wait for their first. */
  campaigns: z.array(overviewCampaign),
  total: z.object(counterFields),
  totalFallback: z.object(fallbackFields),
  /** ISO 4217. */
  currency: z.string(),
  /** Campaigns that are left out because nothing happened in the period. */
  quietCampaigns: count,
  silentByAge,
  connections: count,
  lastReceivedAt: instant.nullable(),
  /** Whether any message was ever heard of in this workspace. */
  hasMessages: z.boolean(),
});
export type Overview = z.output<typeof overview>;
