import { z } from "zod";
import { count, instant } from "@/lib/reports/fields";

/** Points that are at most drawn; more would fall on the same pixel of a phone and cost a longer answer. */
export const MAX_POINTS = 200;

const stageCounts = { sent: count, delivered: count, read: count, rejected: count };

/** How many messages had reached each stage by when, since launch? Params: `campaignParams`. */
export const progress = z.object({
  asOf: instant,
  /** How far apart points are; days are the workspace's own and may be several. */
  unit: z.enum(["quarter", "hour", "day"]),
  /**
   * First occurrences before `at`. The first point is the launch, with nothing; the last holds everything.
   * Empty while no message has reached a stage.
   */
  points: z.array(z.object({ at: instant, ...stageCounts })),
  /**
   * What the funnel says at `asOf`. It has more sent and delivered, where a later status implies a stage that
   * was never reported, and fewer rejected, where a rejected message was delivered after all.
   */
  funnel: z.object(stageCounts),
});
export type Progress = z.output<typeof progress>;
export type ProgressPoint = Progress["points"][number];
