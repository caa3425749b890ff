import type { Channel, EventStatus } from "@/lib/domain/message/status";
import { field, list, text } from "@/lib/providers/shared/json";

/**
 * Bird Connectivity Platform, api.bird.com ("gen-2"). One event a request:
 * { service, event: "<channel>.<inbound|outbound|interaction>", payload: {…} }.
 * Sources, read May 2026: docs.bird.com channels API "message status and interactions", "message failure
 * sources"; notifications API "webhooks", "verifying a webhook"; voice API "voice webhooks".
 */
export const SIGNATURE_HEADER = "messagebird-signature";
export const TIMESTAMP_HEADER = "messagebird-request-timestamp";

/** `processing`, `rejected` and `failed` are seen in the field, not in the docs. */
const MESSAGE_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["processing", "accepted"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["sending_failed", "rejected"],
  ["delivery_failed", "rejected"],
  ["rejected", "rejected"],
  ["failed", "rejected"],
]);

const CALL_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["starting", "accepted"],
  ["ringing", "sent"],
  ["ongoing", "delivered"],
  ["completed", "delivered"],
  ["no-answer", "rejected"],
  ["busy", "rejected"],
  ["failed", "rejected"],
  ["canceled", "rejected"],
  ["cancelled", "rejected"],
]);

const CHANNEL_OF: ReadonlyMap<string, Channel> = new Map([
  ["whatsapp", "whatsapp"],
  ["sms", "sms"],
  ["voice", "voice"],
]);

export const channelOf = (prefix: string): Channel | undefined => CHANNEL_OF.get(prefix);

export const statusOf = (channel: Channel, word: string): EventStatus =>
  (channel === "voice" ? CALL_STATUS : MESSAGE_STATUS).get(word) ?? "unknown";

/**
 * The platform's own code where Bird passes it on, since Bird's number only names a group: Meta's code alone
 * for WhatsApp ("131026"), with the source's name otherwise ("sms-messagebird:1", "accounting").
 */
export function failureCode(payload: unknown): string | undefined {
  const failure = field(payload, "failure");
  const source = text(field(field(failure, "source"), "name"));
  const code = text(field(field(failure, "source"), "code"));
  if (source === undefined) return code ?? text(field(failure, "code")) ?? codeInReason(payload);
  if (code === undefined) return source;
  return source.startsWith("whatsapp") ? code : `${source}:${code}`;
}

/** Older events have only a sentence: "details: …; reason: …; code: 131026". */
function codeInReason(payload: unknown): string | undefined {
  return /(?:^|;\s*)code:\s*([\w.-]+)/.exec(text(field(payload, "reason")) ?? "")?.[1];
}

/** `receiver.contacts` is a list; a single contact has been seen as an object or under `contact`. */
export function contactsOf(side: unknown): readonly unknown[] {
  const contacts = field(side, "contacts") ?? field(side, "contact");
  return Array.isArray(contacts) ? list(contacts) : [contacts];
}
