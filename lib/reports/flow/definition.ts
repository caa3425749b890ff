import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { count, instant } from "@/lib/reports/fields";
import { checkPeriod, periodFields } from "@/lib/reports/period-params";

const version = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "Use the number of a version.")
  .transform(Number);

/** What the heatmap and the lists behind its numbers are narrowed by. */
export const heatFields = {
  version: version.optional().describe("Left out: the version in force."),
  campaignId: idInput.optional().describe("Left out: all campaigns."),
  ...periodFields,
};

/** Query string of the report "flow-heatmap". */
export const flowHeatmapParams = z.strictObject({ flowId: idInput, ...heatFields }).superRefine(checkPeriod);
/** The same for the public API, whose path names the flow. */
export const flowHeatmapInput = z.strictObject({ id: pathId, ...heatFields }).superRefine(checkPeriod);
export type FlowHeatmapParams = z.output<typeof flowHeatmapParams>;
export type FlowHeatmapQuery = z.input<typeof flowHeatmapParams>;

const visits = {
  entered: count,
  succeeded: count,
  failed: count.describe("Also those that went on by the exit `failed`."),
  cancelled: count,
  inProgress: count.describe("Entered and not left yet."),
};

const statusRow = z.object({
  status: z.enum(["sent", "delivered", "read", "rejected"]),
  runs: count.describe("That left the branch by this status, in this version."),
  elsewhere: count.describe(
    "statuses - runs: under other versions or flows, or received in another period than their message was first heard of.",
  ),
  statuses: count.describe("First statuses of the same messages, as received."),
  inferred: count.describe(
    "funnel - statuses: reached without a status of its own (delivered without sent); negative: rejected, and delivered after all.",
  ),
  funnel: count.describe("Messages in the funnel of the same campaigns, first heard of in the period."),
});

/**
 * What did a flow do? Runs by step and exit; each first status of a message is one run. At every step
 * entered = succeeded + failed + cancelled + inProgress = the runs of all exits that lead to it.
 */
export const flowHeatmap = z.object({
  asOf: instant,
  flowId: id,
  version: count.nullable().describe("Null while none was published."),
  from: instant.nullable().describe("Runs that began since; null: all."),
  to: instant.nullable(),
  runs: z.object(visits).describe("`entered`: runs that began."),
  steps: z.array(
    z.object({
      id: z.string(),
      ...visits,
      exits: z.record(z.string(), count).describe("Runs that left by each exit."),
    }),
  ),
  spentMicros: count.describe(
    "Millionths of the currency: what all fallbacks of the messages first heard of in the period have cost, in the campaigns with runs of this version.",
  ),
  currency: z.string().describe("ISO 4217."),
  campaigns: z
    .array(z.object({ id, name: z.string(), runs: count }))
    .describe("With runs of this version in the period, whichever campaign was asked for."),
  reconciliation: z
    .object({ stepId: z.string(), rows: z.array(statusRow) })
    .nullable()
    .describe("Against the funnel, where the flow begins with a branch by status."),
});
export type FlowHeatmap = z.output<typeof flowHeatmap>;
export type HeatVisits = FlowHeatmap["runs"];
