import { z } from "zod";
import { id, idInput } from "@/lib/contracts/ids";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { SHOWN_WHYS } from "@/lib/fallback/attempts/choices";
import { pathUuid } from "@/lib/fallback/attempts/contract";
import { MAX_BATCH } from "@/lib/fallback/manual/batch-size";
import { rejectedFilter } from "@/lib/rejected/definition";

const choiceFields = {
  filter: rejectedFilter.optional().describe("Everyone whom this filter of the rejected list finds."),
  messageIds: z
    .array(id)
    .min(1, "Choose at least one message.")
    .max(MAX_BATCH, "Send at most 10,000 at once.")
    .optional()
    .describe("Exactly these rejected messages."),
  ruleId: idInput
    .optional()
    .describe("Sends by this rule; left out: by the campaign's, else by the workspace's."),
};
const ONE_CHOICE = "Give either `filter` or `messageIds`.";
const oneChoice = (given: { filter?: unknown; messageIds?: unknown }): boolean =>
  (given.filter === undefined) !== (given.messageIds === undefined);

export const previewInput = z
  .strictObject(choiceFields)
  .refine(oneChoice, { path: ["filter"], message: ONE_CHOICE });
export type PreviewInput = z.output<typeof previewInput>;

export const sendNowInput = z
  .strictObject({
    ...choiceFields,
    requestId: z
      .uuid("Use a UUID that you made up for this confirmation.")
      .transform((value) => value.toLowerCase())
      .describe("Made up by you. A repeat with the same one sends nothing more and answers the same."),
  })
  .refine(oneChoice, { path: ["filter"], message: ONE_CHOICE });
export type SendNowInput = z.output<typeof sendNowInput>;

export const batchIdInput = z.strictObject({ id: pathUuid });

const count = z.int();
const micros = z.int().describe("Millionths of the workspace's currency.");

export const manualPreview = z.strictObject({
  chosen: count.describe("Rejected messages that were chosen."),
  send: count.describe("Attempts that would be planned: the chosen without the skipped."),
  skipped: z.array(z.strictObject({ why: z.enum(SHOWN_WHYS), people: count })),
  quiet: z
    .strictObject({ people: count, opensAt: z.iso.datetime(), lastOpensAt: z.iso.datetime() })
    .nullable()
    .describe("Who is in quiet hours now, and when the first and the last may be reached."),
  halted: z.boolean().describe("The kill switch is on: everything waits until it is off."),
  repeats: count.describe("Of those to send: people for whom a fallback was planned before."),
  segments: count.describe("Of all SMS together."),
  countries: z.array(
    z.strictObject({
      country: z.string().nullable(),
      people: count,
      segments: count,
      micros,
    }),
  ),
  micros: micros.describe("Estimate for the first step."),
  laterMicros: micros.describe(
    "At most so much more, if everyone has to be tried by the rule's later steps.",
  ),
  currency: z.string(),
  needsAdmin: z.boolean().describe("Above the workspace's approval limits, and you are no admin."),
  rules: z.array(z.strictObject({ id, name: z.string() })).describe("Rules that can be chosen."),
  usedRules: z.array(id),
});
export type ManualPreview = z.output<typeof manualPreview>;

export const batchView = z.strictObject({
  id: z.uuid(),
  people: count,
  byState: z.record(z.enum(ATTEMPT_STATES), count).describe("Attempts of all steps so far."),
  spentMicros: micros,
  currency: z.string(),
  dueAt: z.iso.datetime().describe("Until then all of it can be undone."),
});
export type BatchView = z.output<typeof batchView>;

export const undoOutcome = z.strictObject({ cancelled: count, batch: batchView });
