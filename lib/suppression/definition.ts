import { z } from "zod";
import { id, idInput } from "@/lib/contracts/ids";
import { pageInput, pageOf } from "@/lib/contracts/page";
import { instant, text } from "@/lib/contracts/text";
import { EXPORT_FORMATS } from "@/lib/exports/definition";
import { rejectedFilterFields } from "@/lib/rejected/definition";
import {
  MAX_LIST_BYTES,
  MAX_NUMBERS_A_CALL,
  SUPPRESSION_REASONS,
  SUPPRESSION_STATES,
} from "@/lib/suppression/choices";
import { recipientOf } from "@/lib/suppression/parse-list";

const expiresInDays = z
  .union([z.literal(30), z.literal(60), z.literal(90), z.null()])
  .describe("Days until messages are allowed again; null for never.");
const note = text(500).trim().optional();

export const addSuppressionsInput = z.strictObject({
  /** One number or BSUID a line, or a CSV file with a header. */
  list: text(MAX_LIST_BYTES).trim().min(1, "Enter at least one number."),
  /** Numbers without + or 00 begin with their country code nevertheless. */
  plusMissing: z.boolean().default(false),
  reason: z.enum(SUPPRESSION_REASONS).default("manual"),
  note,
  expiresInDays: expiresInDays.default(null),
});
export type AddSuppressionsInput = z.output<typeof addSuppressionsInput>;

export const suppressRejectedInput = z
  .strictObject({
    messageIds: z
      .array(z.string().regex(/^\d{1,18}$/))
      .max(1000)
      .optional(),
    /** All rejections that a filter shows. */
    filter: z.strictObject(rejectedFilterFields).optional(),
    note,
    expiresInDays: expiresInDays.default(90),
  })
  .refine(({ messageIds, filter }) => (messageIds === undefined) !== (filter === undefined), {
    error: "Give either messageIds or filter.",
  });
export type SuppressRejectedInput = z.output<typeof suppressRejectedInput>;

export const removeSuppressionsInput = z.strictObject({ ids: z.array(idInput).min(1).max(1000) });

export const suppressionFilterFields = {
  search: text(100).trim().optional(),
  reason: z.enum(SUPPRESSION_REASONS).optional(),
  state: z.enum(SUPPRESSION_STATES).default("active"),
};

export const suppressionFilter = z.strictObject(suppressionFilterFields);
export type SuppressionFilter = z.output<typeof suppressionFilter>;

export const suppressionExportInput = z.strictObject({
  ...suppressionFilterFields,
  format: z.enum(EXPORT_FORMATS).default("csv"),
});

const suppressionItem = z.strictObject({
  id,
  recipient: z.string().describe("E.164, or a BSUID; masked for viewers."),
  reason: z.enum(SUPPRESSION_REASONS),
  note: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant.nullable().describe("Null: for ever."),
  expired: z.boolean(),
  rejection: z
    .strictObject({
      campaignId: id,
      campaign: z.string(),
      messageId: id.nullable().describe("Null: the message is not kept any more."),
      code: z.string(),
    })
    .nullable()
    .describe("The opt-out that put the number on the list by itself; null where a person or a flow did."),
});
export type SuppressionItem = z.output<typeof suppressionItem>;

export const suppressionOutcome = z.object({
  added: z.int(),
  /** Were on the list already and got the new reason and end. */
  changed: z.int(),
  /** Were on the list already and stay as they are. */
  kept: z.int(),
  unread: z.array(
    z.object({ line: z.int(), text: z.string(), cause: z.enum(["no_country_code", "not_a_number"]) }),
  ),
  /** Lines that are no number, the ones beyond the shown included. */
  unreadCount: z.int(),
});
export type SuppressionOutcome = z.output<typeof suppressionOutcome>;

export const listSuppressionsInput = z.strictObject({ ...pageInput, ...suppressionFilterFields });
export const suppressionPage = pageOf(suppressionItem);

const recipients = z
  .array(
    text(200).transform((typed, ctx) => {
      const read = recipientOf(typed, false);
      if ("recipient" in read) return read.recipient;
      ctx.addIssue({
        code: "custom",
        message: "Use the full number with + and the country code, like +12025550123, or a BSUID.",
      });
      return z.NEVER;
    }),
  )
  .min(1, "Give at least one number.")
  .max(MAX_NUMBERS_A_CALL, "Give at most 10,000 numbers in one call.")
  .transform((all) => [...new Set(all)]);

export const suppressRecipientsInput = z.strictObject({
  recipients: recipients.describe("Numbers in E.164, or BSUIDs."),
  reason: z.enum(SUPPRESSION_REASONS).default("manual"),
  note,
  expiresInDays: expiresInDays.default(null),
});
export type SuppressRecipientsInput = z.output<typeof suppressRecipientsInput>;

export const suppressedRecipients = z.strictObject({
  added: z.int(),
  changed: z.int().describe("Were on the list already and got the new reason and end."),
});

export const releaseRecipientsInput = z.strictObject({
  recipients: recipients.describe(
    "Numbers in E.164, or BSUIDs; those that are not on the list don't matter.",
  ),
});
export const releasedRecipients = z.strictObject({ removed: z.int() });
