import { z } from "zod";
import { id, idInput, pathBigId, pathId } from "@/lib/contracts/ids";
import { pageInput, pageOf } from "@/lib/contracts/page";
import { instant, instantInput, isStorable, text } from "@/lib/contracts/text";
import { CHANNELS, STATUSES } from "@/lib/domain/message/status";
import { isE164 } from "@/lib/domain/phone";
import { ACTIONS, MUST_ACT } from "@/lib/domain/reason/cause";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { isTimeZone } from "@/lib/messages/time-zone";

export const messageStatus = z.enum([...STATUSES, "unknown"]);

export const listMessagesInput = z.strictObject({
  ...pageInput,
  connectionId: idInput.optional(),
  providerMessageId: text(1000).min(1).optional(),
  campaignId: idInput.optional(),
  status: messageStatus.optional(),
  recipient: text(200)
    .trim()
    .min(1)
    .optional()
    .describe("A number in E.164 or its beginning, or a BSUID. Viewers must give the whole number."),
  search: text(1000)
    .trim()
    .min(1)
    .optional()
    .describe("A number as in `recipient`, a BSUID or a provider's message id."),
});

export const messageIdInput = z.strictObject({ id: pathBigId });

export const messageReason = z.strictObject({
  code: z.string().nullable().describe("The provider's code, in its own numbering."),
  title: z.string(),
  class: z.enum(REASON_CLASSES),
  sentence: z.string().describe("The cause in plain words."),
  mustAct: z.enum(MUST_ACT),
  action: z.enum(ACTIONS),
  actionText: z.string(),
  text: z.string().nullable().describe("The provider's own sentence."),
});

export const messageView = z.strictObject({
  id,
  providerMessageId: z.string(),
  connectionId: id,
  provider: z.string(),
  campaignId: id,
  channel: z.enum(CHANNELS),
  status: messageStatus.describe("`unknown` while only status words came that are not known."),
  recipient: z.string().nullable().describe("E.164; masked for viewers."),
  recipientUserId: z.string().nullable().describe("BSUID; masked for viewers."),
  sender: z.string().nullable(),
  country: z.string().nullable(),
  timeZone: z.string().nullable(),
  template: z.string().nullable(),
  locale: z.string().nullable(),
  seenAt: instant.describe("When the message was first heard of."),
  acceptedAt: instant.nullable(),
  sentAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  readAt: instant.nullable(),
  rejectedAt: instant.nullable(),
  reason: messageReason.nullable().describe("Of messages whose status is rejected."),
  unknownWords: z.array(z.string()),
});

export const messagePage = pageOf(messageView);

export const messageEvent = z.strictObject({
  status: messageStatus,
  rawStatus: z.string().describe("The provider's own word."),
  occurredAt: instant.describe("The provider's clock where it gives one, else ours."),
  receivedAt: instant,
  errorCode: z.string().nullable(),
  errorText: z.string().nullable(),
  reason: messageReason.nullable(),
});

export const messageEvents = z.strictObject({ items: z.array(messageEvent) });

const MAX_VARIABLES_LENGTH = 8_000;

const variables = z
  .record(text(100).min(1), z.union([text(4000), z.number(), z.boolean(), z.null()]))
  .refine(
    (given) => JSON.stringify(given).length <= MAX_VARIABLES_LENGTH,
    "Use at most 8,000 characters of variables.",
  );

const phone = z
  .string()
  .max(40)
  .transform((typed) => typed.replace(/[\s().-]/g, ""))
  .refine(isE164, "Use the full number with + and the country code, like +12025550123.");

const registration = z.strictObject({
  providerMessageId: text(1000).min(1, "Give the id that the provider answered when you sent the message."),
  connectionId: idInput.optional().describe("May be left out while the workspace has one connection."),
  phone: phone.optional(),
  bsuid: text(200).min(1).optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, "This is not a time zone of the IANA list, like Europe/Rome.")
    .optional()
    .describe("The recipient's; outranks the one that follows from the number."),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/, "Use a language tag, like pt-BR.")
    .optional(),
  template: text(512).min(1).optional(),
  variables: variables.optional().describe("For the texts of fallbacks."),
  acceptedAt: instantInput
    .optional()
    .describe("When the provider took the message; left out: now, or unknown where a status came already."),
});

export const MAX_REGISTRATIONS = 10_000;

export const registerMessagesInput = z.strictObject({
  id: pathId,
  messages: z
    .array(registration)
    .min(1, "Give at least one message.")
    .max(MAX_REGISTRATIONS, "Register at most 10,000 messages in one call."),
});

export const registeredMessages = z.strictObject({
  registered: z.int().describe("Messages of this call that are known now, each counted once."),
});

/** A BSUID: country, dot, opaque id. */
export const isBsuid = (value: string): boolean =>
  /^[A-Z]{2}\.[A-Za-z0-9._-]+$/.test(value) && isStorable(value);

export type ListMessagesInput = z.output<typeof listMessagesInput>;
export type MessageView = z.output<typeof messageView>;
export type MessageReason = z.output<typeof messageReason>;
export type MessageEvent = z.output<typeof messageEvent>;
export type Registration = z.output<typeof registration>;
