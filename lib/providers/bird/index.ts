import type { Channel } from "@/lib/domain/message/status";
import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import { type ComposedEvent, MalformedWebhook, type ProviderAdapter } from "@/lib/providers/provider";
import { e164, field, isoTime, type Json, list, parseJson, path, text } from "@/lib/providers/shared/json";
import { guide, settings } from "./settings";
import { signBird, verifyBird } from "./signature";
import {
  answeredByIn,
  channelOf,
  contactsOf,
  failureCode,
  SIGNATURE_HEADER,
  statusOf,
  TIMESTAMP_HEADER,
} from "./wire";

/** Bird, api.bird.com. One event a request; reads are a separate event; unordered, repeated for 8 hours. */
export const bird: ProviderAdapter = {
  id: "bird",
  name: "Bird (api.bird.com)",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify: verifyBird,
  parseStatuses: (request) => parse(parseJson(request.body)),
  compose(event, { url }, secrets, now) {
    const body = new TextEncoder().encode(JSON.stringify(composeBody(event)));
    const timestamp = String(Math.floor(now / 1000));
    const headers = {
      "content-type": "application/json",
      [TIMESTAMP_HEADER]: timestamp,
      [SIGNATURE_HEADER]: signBird(secrets.signingKey ?? "", timestamp, url, body),
    };
    return { method: "POST", url, headers, body };
  },
};

/** One event is the rule; a list of them is read as well. */
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
  const name = text(field(item, "event"));
  const payload = field(item, "payload");
  if (name === undefined) return { reason: "other_object", detail: "no event name" };
  const dot = name.lastIndexOf(".");
  const channel = channelOf(name.slice(0, Math.max(dot, 0)));
  const kind = name.slice(dot + 1);
  // An inbound message carries a status of its own ("delivered"), which is about us, not about a recipient.
  if (kind === "inbound" || text(field(payload, "direction")) === "incoming") {
    return { reason: "inbound_message", detail: name };
  }
  if (channel && kind === "interaction") return readInteraction(channel, payload);
  if (channel && kind === "outbound") return readOutbound(channel, payload);
  return { reason: "other_event", detail: name };
}

function readInteraction(channel: Channel, payload: Json): StatusEvent | Ignored {
  const rawStatus = text(field(payload, "type"));
  if (rawStatus !== "read")
    return { reason: "other_event", detail: `interaction ${rawStatus ?? "without type"}` };
  const providerMessageId = text(field(payload, "messageId"));
  if (providerMessageId === undefined) return { reason: "incomplete", detail: "a read without message id" };
  return {
    channel,
    providerMessageId,
    status: "read",
    rawStatus,
    occurredAt: isoTime(field(payload, "createdAt")) ?? isoTime(field(payload, "updatedAt")),
    ...receiverOf(payload),
    tag: text(field(payload, "reference")),
  };
}

function readOutbound(channel: Channel, payload: Json): StatusEvent | Ignored {
  const providerMessageId = text(field(payload, "id"));
  const rawStatus = text(field(payload, "status"));
  if (providerMessageId === undefined || rawStatus === undefined) {
    return { reason: "incomplete", detail: "a status without id or without status word" };
  }
  const status = statusOf(channel, rawStatus);
  const answeredBy = channel === "voice" ? answeredByIn(payload) : undefined;
  return {
    channel,
    providerMessageId,
    status,
    rawStatus,
    occurredAt: isoTime(field(payload, "lastStatusAt")) ?? isoTime(field(payload, "updatedAt")),
    ...receiverOf(payload),
    sender: senderOf(payload),
    // A call has no reference; its only tag is the attempt's id.
    tag: text(field(payload, "reference")) ?? text(list(field(payload, "tags"))[0]),
    ...(answeredBy && { answeredBy }),
    template: text(path(payload, "template", "name")) ?? text(path(payload, "template", "projectId")),
    ...(status === "rejected" ? rejection(channel, rawStatus, payload) : undefined),
  };
}

function rejection(channel: Channel, rawStatus: string, payload: Json): Partial<StatusEvent> {
  const cancelled = channel === "voice" && rawStatus.startsWith("cancel");
  return {
    errorCode: failureCode(payload) ?? (channel === "voice" ? rawStatus : undefined),
    errorText: text(field(payload, "details")) ?? text(field(payload, "reason")),
    ...(cancelled ? { cancelledByUs: true } : undefined),
  };
}

function receiverOf(payload: Json): { recipient?: string; recipientUserId?: string } {
  let recipient = e164(field(payload, "to"));
  let recipientUserId: string | undefined;
  for (const contact of contactsOf(field(payload, "receiver"))) {
    const value = field(contact, "identifierValue");
    if (text(field(contact, "identifierKey")) === "whatsappbsuid") recipientUserId ??= text(value);
    else recipient ??= e164(value);
  }
  return { recipient, recipientUserId };
}

function senderOf(payload: Json): string | undefined {
  const sender = path(payload, "sender", "connector", "identifierValue") ?? field(payload, "from");
  return e164(sender) ?? text(sender);
}

function composeBody(event: ComposedEvent): object {
  const at = new Date(event.occurredAt).toISOString();
  const channelId = "5b9238d2-e1f1-5567-92ae-09fed7254277";
  if (event.status === "read") {
    const payload = {
      type: "read",
      messageId: event.providerMessageId,
      channelId,
      reference: event.tag,
      createdAt: at,
    };
    return { service: "channels", event: "whatsapp.interaction", payload };
  }
  const rejected = event.status === "rejected";
  const payload = {
    id: event.providerMessageId,
    channelId,
    sender: { connector: { id: channelId, identifierValue: event.sender } },
    receiver: { contacts: [{ identifierKey: "phonenumber", identifierValue: event.recipient }] },
    reference: event.tag ?? "",
    status: rejected ? "delivery_failed" : event.status,
    reason: "",
    details: rejected ? (event.errorText ?? "Message undeliverable") : undefined,
    failure: rejected
      ? { code: 15001, source: { name: "whatsapp", code: event.errorCode ?? "131026" } }
      : undefined,
    direction: "outgoing",
    lastStatusAt: at,
    createdAt: at,
    updatedAt: at,
  };
  return { service: "channels", event: "whatsapp.outbound", payload };
}
