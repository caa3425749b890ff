import type { Channel, EventStatus } from "@/lib/domain/message/status";

/**
 * Bird platform API, {region}.platform.bird.com ("gen-3"): { type, timestamp, data }, open enums.
 * Source: generated types of Bird's TypeScript SDK (read May 2026); signature: Standard Webhooks.
 */
export const ID_HEADER = "webhook-id";
export const TIMESTAMP_HEADER = "webhook-timestamp";
export const SIGNATURE_HEADER = "webhook-signature";

/** Event family -> channel and the property that holds the message's id. */
export const FAMILIES: ReadonlyMap<string, { readonly channel: Channel; readonly idKey: string }> = new Map([
  ["whatsapp", { channel: "whatsapp", idKey: "whatsapp_id" }],
  ["sms", { channel: "sms", idKey: "sms_id" }],
  ["voice_call", { channel: "voice", idKey: "call_id" }],
]);

const MESSAGE_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["scheduled", "accepted"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["failed", "rejected"],
  ["rejected", "rejected"],
  ["expired", "rejected"], // sms: not delivered within its validity
  ["undelivered", "rejected"], // sms: documented as not permanent
  ["canceled", "rejected"], // sms: before a scheduled send
]);

const CALL_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["initiated", "accepted"],
  ["ringing", "sent"],
  ["answered", "delivered"],
]);

/** `data.status` of voice_call.ended; busy and cancelled calls are reported as `failed` at present. */
const CALL_END: ReadonlyMap<string, EventStatus> = new Map([
  ["answered", "delivered"],
  ["completed", "delivered"],
  ["no_answer", "rejected"],
  ["failed", "rejected"],
  ["busy", "rejected"],
  ["rejected", "rejected"],
  ["cancelled", "rejected"],
  ["canceled", "rejected"],
]);

export const messageStatus = (channel: Channel, word: string): EventStatus =>
  (channel === "voice" ? CALL_STATUS : MESSAGE_STATUS).get(word) ?? "unknown";

export const callEnd = (word: string): EventStatus => CALL_END.get(word) ?? "unknown";

/** Names under which senders carry the campaign in `tags` or `metadata`, best first. */
export const CAMPAIGN_KEYS = ["campaign", "campaign_id", "campaignId"] as const;

/** Where a message that we sent carries its attempt's id in `metadata`. */
export const ATTEMPT_KEY = "attempt";

/** Of an SMS, where the connection names none: the strictest, since fallbacks follow campaigns. */
export const DEFAULT_CATEGORY = "marketing";
