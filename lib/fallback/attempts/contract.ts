import { z } from "zod";
import { id, idInput } from "@/lib/contracts/ids";
import { pageOf } from "@/lib/contracts/page";
import { instant, instantInput, text } from "@/lib/contracts/text";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { EXPORT_FORMATS } from "@/lib/exports/definition";
import { ATTEMPT_CHANNELS, ATTEMPT_PEOPLE, CAUSES, SHOWN_WHYS } from "@/lib/fallback/attempts/choices";

const NO_ATTEMPT = "00000000-0000-0000-0000-000000000000";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The `{id}` of a path. What can't be an id becomes one that no row has: the answer is then "not found". */
export const pathUuid = z
  .string()
  .transform((value) => (UUID.test(value.toLowerCase()) ? value.toLowerCase() : NO_ATTEMPT));

export const attemptFilterFields = {
  campaignId: idInput.optional().describe("Only this campaign."),
  state: z.enum(ATTEMPT_STATES).optional().describe("`unknown`: a person has to settle it."),
  channel: z.enum(ATTEMPT_CHANNELS).optional(),
  cause: z
    .enum(CAUSES)
    .optional()
    .describe("What called for it; `manual`: a person; `flow`: a step of a flow."),
  batchId: z.uuid().optional().describe("Only what was sent by this request."),
  people: z
    .enum(ATTEMPT_PEOPLE)
    .optional()
    .describe(
      "Attempts that reports count: `sent_to`, those that left; `recovered`, those that reached somebody whom WhatsApp had missed.",
    ),
  from: instantInput.optional().describe("Of messages first heard of since."),
  to: instantInput.optional().describe("Of messages first heard of before."),
  search: text(200)
    .trim()
    .min(1)
    .optional()
    .describe("A number, or part of one (4 digits and more). Viewers must give the whole number."),
};

/** A place in the list: time of planning in milliseconds, and the attempt's id. */
const cursor = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f-]{36}$/, "Take `nextCursor` of the previous answer as it is.");

const limit = z
  .string()
  .regex(/^\d{1,3}$/, "Use a number from 1 to 200.")
  .transform(Number)
  .refine((n) => n >= 1 && n <= 200, "Use a number from 1 to 200.");

export const listAttemptsInput = z.strictObject({
  ...attemptFilterFields,
  cursor: cursor.optional().describe("`nextCursor` of the previous answer; left out for the first page."),
  limit: limit.default(50).describe("Items a page, 1 to 200."),
});
export type ListAttemptsInput = z.output<typeof listAttemptsInput>;

export const exportAttemptsInput = z.strictObject({
  ...attemptFilterFields,
  format: z
    .enum(EXPORT_FORMATS)
    .default("csv")
    .describe("csv-excel survives being opened in Excel by double click; jsonl is one JSON object a line."),
});
export type ExportAttemptsInput = z.output<typeof exportAttemptsInput>;

export const attemptIdInput = z.strictObject({ id: pathUuid });

export const settleInput = z.strictObject({
  id: pathUuid,
  as: z
    .enum(["sent", "not_sent"])
    .describe("`sent`: the provider has it, a status may still come. `not_sent`: it never left."),
});

const micros = z.int().describe("Millionths of the workspace's currency.");

export const attemptView = z.strictObject({
  id: z.uuid(),
  messageId: id,
  campaignId: id,
  campaignName: z.string(),
  cycle: z.int().describe("0: by rule; each repeat by hand is a cycle of its own."),
  step: z.int().describe("Step of the rule, from 1."),
  channel: z.enum(ATTEMPT_CHANNELS),
  connectionId: id,
  connectionName: z.string(),
  ruleId: id,
  ruleName: z.string(),
  ruleVersion: z.int(),
  cause: z.enum(CAUSES),
  state: z.enum(ATTEMPT_STATES),
  why: z.enum(SHOWN_WHYS).nullable().describe("Why it ended, or why it still waits."),
  recipient: z.string().nullable().describe("E.164; masked for viewers."),
  country: z.string().nullable(),
  triggeredAt: instant,
  plannedAt: instant,
  plannedBy: z.string().nullable(),
  dueAt: instant,
  dispatchedAt: instant.nullable(),
  endedAt: instant.nullable(),
  tries: z.int().describe("Requests that provably never left."),
  providerMessageId: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorText: z.string().nullable(),
  answeredBy: z.string().nullable(),
  confirmed: z.boolean(),
  segments: z.int().nullable(),
  estimateMicros: micros.nullable(),
  priceMicros: micros.nullable().describe("What the provider reported; replaces the estimate."),
  currency: z.string().describe("ISO 4217."),
});
export type AttemptView = z.output<typeof attemptView>;

export const attemptPage = pageOf(attemptView);
export type AttemptPage = z.output<typeof attemptPage>;

export const attemptLogEntry = z.strictObject({
  at: instant,
  kind: z.string(),
  detail: z.string().nullable().describe("Redacted: the provider's answer, or what was decided."),
});
export type AttemptLogEntry = z.output<typeof attemptLogEntry>;

export const attemptWithLog = z.strictObject({ ...attemptView.shape, log: z.array(attemptLogEntry) });
export type AttemptWithLog = z.output<typeof attemptWithLog>;

export const attemptTotals = z.strictObject({
  byState: z.record(z.enum(ATTEMPT_STATES), z.int()),
  spentMicros: micros,
  currency: z.string(),
});
export type AttemptTotals = z.output<typeof attemptTotals>;

export const attemptTotalsInput = z.strictObject({ campaignId: attemptFilterFields.campaignId });
