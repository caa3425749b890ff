import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import {
  type ComposedEvent,
  MalformedWebhook,
  type ProviderAdapter,
  type WebhookRequest,
} from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import { e164, field, isoTime, type Json, parseJson, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { guide, settings } from "./settings";
import { issueToken, verifyMessageBird } from "./signature";
import { JWT_HEADER, platformChannel, reportChannel, statusOf } from "./wire";

/** MessageBird legacy: Conversations webhooks by POST, reports of SMS and voice messages by GET. */
export const messagebird: ProviderAdapter = {
  id: "messagebird",
  name: "MessageBird (legacy)",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify: verifyMessageBird,
  parseStatuses(request) {
    if (request.method === "GET") return only(readReport(request));
    return parse(parseJson(request.body), request.url);
  },
  compose(event, { url }, secrets, now) {
    const body = new TextEncoder().encode(JSON.stringify(composeBody(event)));
    const token = issueToken(secrets.signingKey ?? "", url, body, now);
    return {
      method: "POST",
      url,
      headers: { "content-type": "application/json", [JWT_HEADER]: token },
      body,
    };
  },
};

const only = (read: StatusEvent | Ignored): ParsedWebhook =>
  "reason" in read ? { events: [], ignored: [read] } : { events: [read], ignored: [] };

function parse(json: Json, url: string): ParsedWebhook {
  if (typeof json !== "object" || json === null)
    throw new MalformedWebhook("The body is JSON, but not an event.");
  const all = (Array.isArray(json) ? json : [json]).map((item) => only(readMessage(item, url)));
  return { events: all.flatMap((part) => part.events), ignored: all.flatMap((part) => part.ignored) };
}

function readMessage(item: Json, url: string): StatusEvent | Ignored {
  const type = text(field(item, "type"));
  const message = field(item, "message");
  if (message === undefined)
    return { reason: type ? "other_event" : "other_object", detail: type ?? "no message" };
  const providerMessageId = text(field(message, "id"));
  const rawStatus = text(field(message, "status"));
  if (text(field(message, "direction")) === "received" || rawStatus === "received") {
    return { reason: "inbound_message", detail: type };
  }
  const platform = text(field(message, "platform"));
  const channel = platformChannel(platform);
  if (!channel) return { reason: "other_event", detail: `platform ${platform}` };
  if (providerMessageId === undefined || rawStatus === undefined) {
    return { reason: "incomplete", detail: "a status without id or without status word" };
  }
  if (rawStatus === "deleted") return { reason: "other_event", detail: "status deleted" };
  const status = statusOf(channel, rawStatus);
  const from = field(message, "from");
  return {
    channel,
    providerMessageId,
    status,
    rawStatus,
    occurredAt: isoTime(field(message, "updatedDatetime")) ?? isoTime(field(message, "createdDatetime")),
    recipient: e164(field(message, "to")) ?? e164(path(item, "contact", "msisdn")),
    recipientUserId: bsuid(field(message, "to")),
    // On WhatsApp a `from` that is no number is the channel's id, which says nothing to a reader.
    sender: e164(from) ?? (channel === "sms" ? text(from) : undefined),
    tag: tagOf(message, url),
    template: text(path(message, "content", "hsm", "templateName")),
    ...(status === "rejected" ? rejection(item, message) : undefined),
  };
}

/** The error stands in the message or beside it, depending on the event's type and age. */
function rejection(item: Json, message: Json): { errorCode?: string; errorText?: string } {
  const error = field(message, "error") ?? field(item, "error");
  const status = text(field(message, "status"));
  return {
    errorCode: text(field(error, "code")) ?? (status === "expired" ? status : undefined),
    errorText: text(field(error, "description")) ?? text(field(error, "message")),
  };
}

/** WhatsApp has no field that comes back for certain: what is there, else the report address's query. */
function tagOf(message: Json, url: string): string | undefined {
  const source = field(message, "source");
  const carried =
    text(field(message, "tag")) ??
    text(field(source, "campaign")) ??
    text(field(source, "tag")) ??
    text(source) ??
    text(field(message, "trackId"));
  if (carried !== undefined) return carried;
  const query = URL.canParse(url) ? new URL(url).searchParams : undefined;
  return text(query?.get("campaign")) ?? text(query?.get("reference"));
}

/** One SMS or voice id may name several recipients, so the recipient's digits are part of the key. */
function readReport(request: WebhookRequest): StatusEvent | Ignored {
  if (!URL.canParse(request.url))
    return { reason: "incomplete", detail: "a report without readable address" };
  const url = new URL(request.url);
  const query = url.searchParams;
  const providerMessageId = text(query.get("id"));
  const rawStatus = text(query.get("status"));
  if (providerMessageId === undefined || rawStatus === undefined) {
    return { reason: "incomplete", detail: "a report without id or without status" };
  }
  const channel = reportChannel(url, rawStatus);
  const status = statusOf(channel, rawStatus);
  const recipient = e164(query.get("recipient"));
  // An offset's "+" that was not encoded arrives as a space.
  const price = priceOf(query.get("price[amount]"), query.get("price[currency]"));
  const writtenTime = text(query.get("statusDatetime"))?.replace(/ (\d{2}:?\d{2})$/, "+$1");
  return {
    channel,
    providerMessageId,
    ...(recipient ? { part: recipient.slice(1) } : undefined),
    status,
    rawStatus,
    occurredAt: isoTime(writtenTime),
    recipient,
    sender: text(query.get("originator")),
    tag: text(query.get("reference")) ?? text(query.get("campaign")),
    ...(rawStatus === "machine" ? { answeredBy: "machine" as const } : undefined),
    ...(price ? { price } : undefined),
    ...(status === "rejected"
      ? {
          errorCode: text(query.get("statusErrorCode")) ?? rawStatus,
          errorText: text(query.get("statusReason")),
        }
      : undefined),
  };
}

function composeBody(event: ComposedEvent): object {
  const at = new Date(event.occurredAt).toISOString();
  const rejected = event.status === "rejected";
  const code = event.errorCode ?? "131026";
  const message = {
    id: event.providerMessageId,
    platform: "whatsapp",
    to: event.recipient,
    from: event.sender,
    type: "hsm",
    direction: "sent",
    status: event.status,
    source: event.tag === undefined ? undefined : { campaign: event.tag },
    createdDatetime: at,
    updatedDatetime: at,
    error: rejected
      ? {
          code: /^\d{1,9}$/.test(code) ? Number(code) : code,
          description: event.errorText ?? "Message undeliverable",
        }
      : undefined,
  };
  return { type: "message.updated", contact: { msisdn: Number(event.recipient.slice(1)) }, message };
}
