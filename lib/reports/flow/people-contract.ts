import { z } from "zod";
import { id, pathId } from "@/lib/contracts/ids";
import { instant, text } from "@/lib/contracts/text";
import { EXPORT_FORMATS } from "@/lib/exports/definition";
import { messageReason, messageStatus } from "@/lib/messages/contract";
import { VISIT_STATES } from "@/lib/reports/flow/visit-states";
import { checkPeriod } from "@/lib/reports/period-params";
import { heatFields } from "./definition";
import { type PeopleCursor, readCursor } from "./people-cursor";

const step = text(100).min(1).describe("Id of the step.");
const exit = text(100)
  .regex(/^[a-z_]+$/, "Use the name of an exit, like `next`.")
  .optional()
  .describe("Only those who left the step by this exit.");
const state = z
  .enum(VISIT_STATES)
  .optional()
  .describe("Only visits of this kind; left out: all who entered.");

const cursor = z
  .string()
  .max(2000)
  .transform((given, ctx): PeopleCursor => {
    const read = readCursor(given);
    if (read) return read;
    ctx.addIssue({ code: "custom", message: "Take `nextCursor` of the previous answer as it is." });
    return z.NEVER;
  });
const limit = z
  .string()
  .regex(/^\d{1,3}$/, "Use a number from 1 to 200.")
  .transform(Number)
  .refine((n) => n >= 1 && n <= 200, "Use a number from 1 to 200.");

const filter = { id: pathId, step, exit, state, ...heatFields };

/** Query string of `/api/flows/{id}/people`. */
export const flowPeopleInput = z
  .strictObject({
    ...filter,
    cursor: cursor.optional().describe("`nextCursor` of the previous answer; left out for the first page."),
    limit: limit.default(50).describe("Items a page, 1 to 200."),
  })
  .superRefine(checkPeriod);
export type FlowPeopleInput = z.output<typeof flowPeopleInput>;
export type FlowPeopleQuery = Omit<z.input<typeof flowPeopleInput>, "id">;

export const flowPeopleExportInput = z
  .strictObject({
    ...filter,
    format: z
      .enum(EXPORT_FORMATS)
      .default("csv")
      .describe("csv-excel survives being opened in Excel by double click; jsonl is one JSON object a line."),
  })
  .superRefine(checkPeriod);
export type FlowPeopleExportInput = z.output<typeof flowPeopleExportInput>;

/** One visit of a step. */
export const flowPerson = z.strictObject({
  messageId: id,
  campaignId: id.nullable().describe("Null after the message was deleted."),
  campaignName: z.string().nullable(),
  providerMessageId: z.string().nullable(),
  recipient: z.string().nullable().describe("E.164; masked for viewers."),
  recipientUserId: z.string().nullable().describe("BSUID; masked for viewers."),
  sender: z.string().nullable(),
  status: messageStatus.describe("The status that began the run."),
  startedAt: instant.describe("When that status was received."),
  state: z.enum(VISIT_STATES).describe("What became of the visit of this step."),
  exit: z.string().nullable(),
  detail: z.string().nullable().describe("Why the step failed, or what it did."),
  reason: messageReason.nullable().describe("Of runs that a rejection began."),
  isRejected: z.boolean().describe("The message is rejected now: a fallback can be sent by hand."),
});
export type FlowPerson = z.output<typeof flowPerson>;

export const flowPeoplePage = z.strictObject({
  items: z.array(flowPerson),
  nextCursor: z
    .string()
    .nullable()
    .describe("Null at the end. A page may hold fewer items than asked for and still have a next one."),
});
export type FlowPeoplePage = z.output<typeof flowPeoplePage>;
