import { z } from "zod";
import { idInput } from "@/lib/contracts/ids";
import { text } from "@/lib/contracts/text";
import { EXPORT_FORMATS } from "@/lib/exports/definition";
import { rejectedFilterFields } from "@/lib/rejected/definition";
import {
  MAX_LIST_BYTES,
  SUPPRESSION_REASONS,
  SUPPRESSION_STATES,
  type SuppressionReason,
} from "@/lib/suppression/choices";

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

export type SuppressionItem = {
  id: string;
  recipient: string;
  reason: SuppressionReason;
  note: string | null;
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  expired: boolean;
  /** The opt-out that put the number on the list by itself. */
  rejection: { campaignId: string; campaign: string; code: string } | null;
};

/** A line of a pasted list that is no number; `line` counts from 1. */
export type UnreadLine = { line: number; text: string; cause: "no_country_code" | "not_a_number" };

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
