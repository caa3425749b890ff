import type { IgnoredReason, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { WebhookRequest } from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import { e164, field, isoTime, type Json, list, parseJson, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import {
  CALL_RESULT,
  CONFIRMED,
  CONVERSATION_STATUS,
  callErrorCode,
  channelOf,
  isCallEvent,
  isCancelledCall,
  isCancelledSms,
  isSmsReport,
  isTemporarySmsCode,
  SMS_STATUS,
} from "./wire";

/** @throws MalformedWebhook when the body is not JSON. */
export function parseStatuses(request: WebhookRequest): ParsedWebhook {
  const body = parseJson(request.body);
  // SMS reports first: they may be unsigned, so nothing else in such a body may be believed.
  if (isSmsReport(body)) return parseSms(body);
  return isCallEvent(body) ? parseCall(body) : parseConversation(body);
}

function parseConversation(body: Json): ParsedWebhook {
  const report = field(body, "message_delivery_report");
  if (report !== undefined) return parseDelivery(body, report);
  const submitted = field(body, "message_submit_notification");
  if (submitted !== undefined) return parseSubmit(body, submitted);
  if (field(body, "message") !== undefined) return ignored("inbound_message");
  if (field(body, "opt_out_notification") !== undefined) return ignored("opt_out");
  return ignored("other_event", "not a message's delivery report");
}

function parseDelivery(body: Json, report: Json): ParsedWebhook {
  const id = text(field(report, "message_id"));
  const word = text(field(report, "status"));
  if (id === undefined) return ignored("incomplete", "no message_id");
  if (word === undefined) return ignored("incomplete", "no status");
  if (word.toUpperCase() === "SWITCHING_CHANNEL") return ignored("provider_fallback");
  const channel = channelOf(report);
  if (channel === undefined) return ignored("other_event", "a channel other than WhatsApp and SMS");

  const status = CONVERSATION_STATUS.get(word.toUpperCase()) ?? "unknown";
  return only({
    channel,
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: isoTime(field(body, "event_time")),
    ...conversationParties(body, report),
    ...(status === "rejected" && {
      errorCode: text(path(report, "reason", "code")) ?? word,
      errorText: text(path(report, "reason", "description")),
    }),
  });
}

/** The id is inside the notification in one of Sinch's descriptions and on top in another. */
function parseSubmit(body: Json, submitted: Json): ParsedWebhook {
  const id = text(field(submitted, "message_id")) ?? text(field(body, "message_id"));
  if (id === undefined) return ignored("incomplete", "no message_id");
  const holder = field(submitted, "channel_identity") === undefined ? body : submitted;
  const channel = channelOf(holder);
  if (channel === undefined) return ignored("other_event", "a channel other than WhatsApp and SMS");
  return only({
    channel,
    providerMessageId: id,
    status: "accepted",
    rawStatus: "MESSAGE_SUBMIT",
    occurredAt: isoTime(field(body, "event_time")) ?? isoTime(field(body, "accepted_time")),
    ...conversationParties(body, holder),
    tag: text(field(body, "message_metadata")) ?? text(field(submitted, "metadata")),
  });
}

/** `correlation_id` is left aside on purpose: it numbers single messages, and would become a campaign each. */
function conversationParties(
  body: Json,
  report: Json,
): Pick<StatusEvent, "recipient" | "recipientUserId" | "tag"> {
  const identity = path(report, "channel_identity", "identity");
  return {
    recipient: e164(identity),
    recipientUserId: bsuid(identity),
    tag: text(field(body, "message_metadata")) ?? text(field(report, "metadata")),
  };
}

function parseSms(body: Json): ParsedWebhook {
  const batchId = text(field(body, "batch_id"));
  if (batchId === undefined) return ignored("incomplete", "no batch_id");
  if (field(body, "type") === "recipient_delivery_report_sms") {
    return smsEvent(body, batchId, body, field(body, "recipient"));
  }
  const parts = list(field(body, "statuses")).flatMap((status) => {
    const recipients = list(field(status, "recipients"));
    // A summary may count recipients without naming them: nobody's state can be told from it.
    if (recipients.length === 0) return [ignored("incomplete", "a count without recipients")];
    return recipients.map((recipient) => smsEvent(body, batchId, status, recipient));
  });
  return { events: parts.flatMap((part) => part.events), ignored: parts.flatMap((part) => part.ignored) };
}

/** One batch id covers many recipients, so the recipient's digits are part of the message's identity. */
function smsEvent(body: Json, batchId: string, status: Json, to: Json): ParsedWebhook {
  const word = text(field(status, "status"));
  const recipient = e164(to);
  const part = recipient?.replace("+", "") ?? text(to);
  if (word === undefined) return ignored("incomplete", "no status");
  if (part === undefined) return ignored("incomplete", "no recipient");
  const canonical = SMS_STATUS.get(word.toLowerCase()) ?? "unknown";
  const code = text(field(status, "code"));
  const originator = text(field(body, "applied_originator"));
  return only({
    channel: "sms",
    providerMessageId: batchId,
    part,
    status: canonical,
    rawStatus: word,
    occurredAt: isoTime(field(status, "at")) ?? isoTime(field(status, "operator_status_at")),
    recipient,
    sender: e164(originator) ?? originator,
    tag: text(field(body, "client_reference")),
    ...(canonical === "rejected" && {
      errorCode: code ?? word,
      ...(isTemporarySmsCode(code) && { retryable: true }),
      ...(isCancelledSms(word, code) && { cancelledByUs: true }),
    }),
  });
}

function parseCall(body: Json): ParsedWebhook {
  const event = text(field(body, "event"))?.toLowerCase();
  if (event === "pie") return parseKey(body);
  if (event !== "dice" && event !== "ace")
    return ignored("other_event", "a call event before or beside the call's end");
  const id = text(field(body, "callid")) ?? text(field(body, "callId"));
  // ACE is the moment of the answer; it carries no result word of its own.
  const word = event === "ace" ? "ANSWERED" : text(field(body, "result"));
  if (id === undefined) return ignored("incomplete", "no callid");
  if (word === undefined) return ignored("incomplete", "no result");

  const result = word.toUpperCase();
  const status = CALL_RESULT.get(result) ?? "unknown";
  const reason = text(field(body, "reason"))?.toUpperCase();
  const amd = text(path(body, "amd", "status"))?.toLowerCase();
  const price = priceOf(path(body, "debit", "amount"), path(body, "debit", "currencyId"));
  return only({
    channel: "voice",
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: isoTime(field(body, "timestamp")),
    recipient: e164(path(body, "to", "endpoint")) ?? e164(field(body, "to")),
    sender: e164(field(body, "from")),
    tag: text(field(body, "custom")),
    ...(status === "delivered" && (amd === "human" || amd === "machine") && { answeredBy: amd }),
    ...(price && { price }),
    ...(status === "rejected" && {
      errorCode: callErrorCode(result, reason),
      ...(isCancelledCall(reason) && { cancelledByUs: true }),
    }),
  });
}

/** The menu of a call with "press 1" came to its end; any other key, or none, says nothing new. */
function parseKey(body: Json): ParsedWebhook {
  const id = text(field(body, "callid")) ?? text(field(body, "callId"));
  if (id === undefined) return ignored("incomplete", "no callid");
  if (path(body, "menuResult", "value") !== CONFIRMED)
    return ignored("other_event", "a menu that ended without the key");
  return only({
    channel: "voice",
    providerMessageId: id,
    status: "delivered",
    rawStatus: CONFIRMED,
    occurredAt: isoTime(field(body, "timestamp")),
    tag: text(field(body, "custom")),
    confirmed: true,
  });
}

const only = (event: StatusEvent): ParsedWebhook => ({ events: [event], ignored: [] });

const ignored = (reason: IgnoredReason, detail?: string): ParsedWebhook => ({
  events: [],
  ignored: [detail === undefined ? { reason } : { reason, detail }],
});
