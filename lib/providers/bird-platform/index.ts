import type { Channel, EventStatus } from "@/lib/domain/message/status";
import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import { type ComposedEvent, MalformedWebhook, type ProviderAdapter } from "@/lib/providers/provider";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { e164, field, isoTime, type Json, list, parseJson, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { guide, settings } from "./settings";
import { signStandardWebhook, verifyStandardWebhook } from "./signature";
import {
  ATTEMPT_KEY,
  CAMPAIGN_KEYS,
  callEnd,
  FAMILIES,
  ID_HEADER,
  messageStatus,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from "./wire";

/** Bird platform API. One event a request, at least once, unordered; several signatures during a rotation. */
export const birdPlatform: ProviderAdapter = {
  id: "bird-platform",
  name: "Bird (platform API)",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify: verifyStandardWebhook,
  parseStatuses: (request) => parse(parseJson(request.body)),
  compose(event, { url }, secrets, now) {
    const body = new TextEncoder().encode(JSON.stringify(composeBody(event)));
    const id = `ev_${sha256Hex(body).slice(0, 26)}`;
    const timestamp = String(Math.floor(now / 1000));
    const headers = {
      "content-type": "application/json",
      [ID_HEADER]: id,
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: signStandardWebhook(secrets.webhookSecret ?? "", id, timestamp, body),
    };
    return { method: "POST", url, headers, body };
  },
};

function parse(json: Json): ParsedWebhook {
  if (typeof json !== "object" || json === null)
    throw new MalformedWebhook("The body is JSON, but not an event.");
  const events: StatusEvent[] = [];
  const ignored: Ignored[] = [];
  for (const item of Array.isArray(json) ? json : [json]) {
    const read = readEvent(item);
    if ("reason" in read) ignored.push(read);
    else events.push(read);
  }
  return { events, ignored };
}

function readEvent(item: Json): StatusEvent | Ignored {
  const type = text(field(item, "type"));
  if (type === undefined) return { reason: "other_object", detail: "no event type" };
  const dot = type.indexOf(".");
  const family = FAMILIES.get(type.slice(0, Math.max(dot, 0)));
  if (!family) return { reason: "other_event", detail: type };
  const data = field(item, "data") ?? item;
  const word = type.slice(dot + 1);
  if (word === "received") return { reason: "inbound_message", detail: type };
  if (text(field(data, "direction")) === "inbound") {
    return {
      reason: family.channel === "voice" ? "other_event" : "inbound_message",
      detail: `inbound ${type}`,
    };
  }
  const providerMessageId = text(field(data, family.idKey));
  if (providerMessageId === undefined) return { reason: "incomplete", detail: `${type} without id` };
  const { status, rawStatus } = statusOf(family.channel, type, word, data);
  return {
    channel: family.channel,
    providerMessageId,
    status,
    rawStatus,
    occurredAt: isoTime(field(item, "timestamp")) ?? isoTime(field(field(data, "error"), "occurred_at")),
    ...addressOf(field(data, "to")),
    sender: senderOf(field(data, "from")),
    tag: tagOf(data),
    ...priceIn(data),
    ...(status === "rejected" ? rejection(family.channel, word, data) : undefined),
  };
}

/** An ended call says in `data.status` how it ended; without it the SIP answer tells. */
function statusOf(
  channel: Channel,
  type: string,
  word: string,
  data: Json,
): { status: EventStatus; rawStatus: string } {
  if (channel !== "voice" || word !== "ended")
    return { status: messageStatus(channel, word), rawStatus: type };
  const end = text(field(data, "status"));
  if (end !== undefined) return { status: callEnd(end), rawStatus: end };
  const sip = Number(text(field(data, "sip_response_code")));
  const answered = sip >= 200 && sip < 300;
  return { status: answered ? "delivered" : sip >= 300 ? "rejected" : "unknown", rawStatus: type };
}

function rejection(channel: Channel, word: string, data: Json): Partial<StatusEvent> {
  const error = field(data, "error");
  const end = channel === "voice" ? text(field(data, "status")) : undefined;
  const sip = channel === "voice" ? text(field(data, "sip_response_code")) : undefined;
  return {
    // Meta's own number says more than Bird's word for a group of them.
    errorCode:
      text(field(error, "meta_error_code")) ?? text(field(error, "code")) ?? end ?? sip ?? wordAsCode(word),
    errorText: text(field(error, "description")),
    ...(word === "undelivered" ? { retryable: true } : undefined),
    ...(end?.startsWith("cancel") ? { cancelledByUs: true } : undefined),
  };
}

/** `expired` and `undelivered` name their cause themselves; `failed` and `rejected` do not. */
const wordAsCode = (word: string): string | undefined =>
  word === "expired" || word === "undelivered" ? word : undefined;

/** WhatsApp: { phone_number, bsuid }, either may be missing; SMS and voice: the number itself. */
function addressOf(to: Json): { recipient?: string; recipientUserId?: string } {
  return {
    recipient: e164(field(to, "phone_number")) ?? e164(to),
    recipientUserId: text(field(to, "bsuid")),
  };
}

function senderOf(from: Json): string | undefined {
  const sender = field(from, "phone_number") ?? from;
  return e164(sender) ?? text(sender);
}

function priceIn(data: Json): Pick<StatusEvent, "price"> {
  const price = priceOf(path(data, "cost", "amount"), path(data, "cost", "currency_code"));
  return price ? { price } : {};
}

function tagOf(data: Json): string | undefined {
  const tags = field(data, "tags");
  for (const key of CAMPAIGN_KEYS) {
    const tag = list(tags).find((item) => text(field(item, "name")) === key);
    const value =
      text(field(tag, "value")) ?? text(field(tags, key)) ?? text(field(field(data, "metadata"), key));
    if (value !== undefined) return value;
  }
  return text(path(data, "metadata", ATTEMPT_KEY));
}

function composeBody(event: ComposedEvent): object {
  const at = new Date(event.occurredAt).toISOString();
  const rejected = event.status === "rejected";
  const error = {
    code: "undeliverable",
    description: event.errorText ?? "Message could not be delivered.",
    meta_error_code: event.errorCode ?? "131026",
    occurred_at: at,
  };
  const data = {
    whatsapp_id: event.providerMessageId,
    direction: "outbound",
    from: { phone_number: event.sender },
    to: { phone_number: event.recipient },
    tags: event.tag === undefined ? null : [{ name: "campaign", value: event.tag }],
    metadata: null,
    ...(rejected ? { error } : undefined),
  };
  return { type: rejected ? "whatsapp.failed" : `whatsapp.${event.status}`, timestamp: at, data };
}
