import { z } from "zod";
import { id, idInput } from "@/lib/contracts/ids";
import { text } from "@/lib/contracts/text";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { EXPORT_FORMATS } from "@/lib/exports/definition";

/** A moment with its offset, or a whole day of the workspace's zone. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], {
  error: "must be a day (2026-11-22) or a moment with its zone (2026-11-22T08:00:00Z)",
});

export const rejectedFilterFields = {
  campaignId: idInput.optional().describe("Only this campaign."),
  connectionId: idInput.optional().describe("Only messages of this connection."),
  class: z.enum(REASON_CLASSES).optional().describe("Only reasons of this class."),
  code: text(200).optional().describe("Only this code of the provider, e.g. 131026."),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country's two letters, like GB")
    .optional()
    .describe("Only numbers of this country (ISO 3166-1, two letters)."),
  from: moment.optional().describe("Rejected at or after this moment, or on or after this day."),
  to: moment.optional().describe("Rejected before this moment, or up to the end of this day."),
  search: text(200)
    .trim()
    .min(1)
    .optional()
    .describe("A number, part of a number (4 digits and more), a BSUID, or a provider's message id."),
};

export const rejectedFilter = z.strictObject(rejectedFilterFields);
export type RejectedFilter = z.output<typeof rejectedFilter>;

/** A place in the list: time of the rejection in milliseconds and the message's id. */
const cursor = z.string().regex(/^\d{1,15}_\d{1,18}$/, "Take `nextCursor` of the previous answer as it is.");

const limit = z
  .string()
  .regex(/^\d{1,3}$/, "Use a number from 1 to 200.")
  .transform(Number)
  .refine((n) => n >= 1 && n <= 200, "Use a number from 1 to 200.");

export const rejectedListInput = z.strictObject({
  ...rejectedFilterFields,
  cursor: cursor.optional().describe("`nextCursor` of the previous answer; left out for the first page."),
  limit: limit.default(50).describe("Items a page, 1 to 200."),
});

export const rejectedExportInput = z.strictObject({
  ...rejectedFilterFields,
  format: z
    .enum(EXPORT_FORMATS)
    .default("csv")
    .describe("csv-excel survives being opened in Excel by double click; jsonl is one JSON object a line."),
});

const reasonView = z.strictObject({
  code: z.string().nullable().describe("The provider's own code."),
  text: z.string().nullable().describe("The provider's own sentence."),
  title: z.string(),
  sentence: z.string().describe("The cause in plain words."),
  class: z.enum(REASON_CLASSES),
  mustAct: z.string().describe("Who can change it: nobody, operator, engineer, provider, recipient."),
  mustActText: z.string(),
  action: z.string(),
  actionText: z.string().describe("What to do."),
});

export const rejectedItem = z.strictObject({
  id,
  providerMessageId: z.string(),
  status: z.literal("rejected"),
  rejectedAt: z.iso.datetime(),
  sender: z.string().nullable(),
  recipient: z.string().nullable().describe("E.164; masked for viewers."),
  recipientUserId: z.string().nullable().describe("BSUID; masked for viewers."),
  recipientTimeZone: z.string().nullable(),
  country: z.string().nullable(),
  channel: z.enum(["whatsapp", "sms", "voice"]),
  campaignId: id,
  campaignName: z.string(),
  connectionId: id,
  connectionName: z.string(),
  reason: reasonView,
});
export type RejectedItem = z.output<typeof rejectedItem>;

export const rejectedPage = z.strictObject({
  items: z.array(rejectedItem),
  nextCursor: z.string().nullable(),
});
export type RejectedPage = z.output<typeof rejectedPage>;
