import type { Channel, EventStatus } from "@/lib/domain/message/status";
import type { Ignored, IgnoredReason, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { ComposedEvent, ProviderAdapter, Settings, WebhookRequest } from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import { e164, text, unixTime } from "@/lib/providers/shared/json";
import { guide, settings } from "./settings";
import { queryValue, signatureOf, verifySignature } from "./signature";
import {
  CALL_STATUS,
  callErrorCode,
  INBOUND_STATUS,
  MESSAGE_STATUS,
  parseForm,
  type ReadParameter,
  RFC_2822,
  readParameters,
} from "./wire";

/** Twilio Programmable Messaging and Voice: one status a request, order not guaranteed. */
export const twilio: ProviderAdapter = {
  id: "twilio",
  name: "Twilio",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  acceptedBody: "", // anything else is read as TwiML on some callbacks
  // No document, or another type, is an error there that the person hears.
  keyAnswer: { body: '<?xml version="1.0" encoding="UTF-8"?><Response/>', type: "text/xml" },
  verify: verifySignature,
  parseStatuses,
  compose,
};

function parseStatuses(request: WebhookRequest): ParsedWebhook {
  const read = readParameters(request);
  // Twilio carries nothing of ours in the body; the campaign travels in the (signed) callback address.
  const tag = text(queryValue(request.url, "campaign"));
  return read("CallSid") !== undefined && read("MessageSid") === undefined
    ? parseCall(read, tag)
    : parseMessage(read, tag);
}

function parseMessage(read: ReadParameter, tag: string | undefined): ParsedWebhook {
  const word = read("MessageStatus") ?? read("SmsStatus");
  if (isInbound(read, word)) return ignored("inbound_message");
  const id = read("MessageSid") ?? read("SmsSid");
  if (id === undefined) return ignored("incomplete", "no MessageSid");
  if (word === undefined) return ignored("incomplete", "no MessageStatus");
  const channel = channelOf(read);
  if (channel === undefined) return ignored("other_event", "a channel other than WhatsApp and SMS");

  const status: EventStatus = MESSAGE_STATUS.get(word.toLowerCase()) ?? "unknown";
  const rejected = status === "rejected" && {
    errorCode: errorCodeOf(read) ?? word,
    errorText: read("ChannelStatusMessage") ?? read("ErrorMessage"),
    ...(word.toLowerCase() === "canceled" && { cancelledByUs: true }),
  };
  return only({ channel, providerMessageId: id, status, rawStatus: word, tag, ...people(read), ...rejected });
}

function parseCall(read: ReadParameter, tag: string | undefined): ParsedWebhook {
  const id = read("CallSid");
  const answeredBy = answeredByOf(read("AnsweredBy"));
  // Asynchronous answering machine detection reports AnsweredBy alone: someone or something picked up.
  const word = read("CallStatus") ?? (answeredBy && read("AnsweredBy"));
  if (id === undefined || word === undefined) return ignored("incomplete", "no CallStatus");
  if (/^inbound/i.test(read("Direction") ?? "")) return ignored("other_event", "inbound call");

  const status: EventStatus =
    read("CallStatus") === undefined ? "delivered" : (CALL_STATUS.get(word.toLowerCase()) ?? "unknown");
  const timestamp = read("Timestamp");
  const digits = read("Digits");
  const rejected = status === "rejected" && {
    errorCode: callErrorCode(word, read("SipResponseCode"), errorCodeOf(read)),
    ...(word.toLowerCase() === "canceled" && { cancelledByUs: true }),
  };
  return only({
    channel: "voice",
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: timestamp && RFC_2822.test(timestamp) ? unixTime(Date.parse(timestamp)) : undefined,
    tag,
    ...people(read),
    ...(status === "delivered" && answeredBy && { answeredBy }),
    ...(digits !== undefined && { confirmed: digits === "1" }),
    ...rejected,
  });
}

/** A person's message has the word "received", or no status at all but what the person wrote. */
function isInbound(read: ReadParameter, word: string | undefined): boolean {
  if (read("MessageStatus") !== undefined && !INBOUND_STATUS.has(read("MessageStatus") ?? "")) return false;
  if (word !== undefined) return INBOUND_STATUS.has(word.toLowerCase());
  return read("Body") !== undefined || read("NumMedia") !== undefined;
}

function channelOf(read: ReadParameter): Channel | undefined {
  const prefix =
    /^([a-z_]+):/i.exec(read("To") ?? "")?.[1] ??
    /^([a-z_]+):/i.exec(read("From") ?? "")?.[1] ??
    read("ChannelPrefix");
  if (prefix === undefined || /^(sms|tel|mms)$/i.test(prefix)) return "sms";
  return prefix.toLowerCase() === "whatsapp" ? "whatsapp" : undefined;
}

function people(read: ReadParameter): Pick<StatusEvent, "recipient" | "recipientUserId" | "sender"> {
  const from = read("From");
  return {
    recipient: e164(read("To")) ?? e164(read("ChannelToAddress")) ?? e164(read("Called")),
    recipientUserId: bsuid(read("To")) ?? bsuid(read("ChannelToAddress")),
    sender: e164(from) ?? from?.replace(/^[a-z_]+:/i, "") ?? read("MessagingServiceSid"),
  };
}

const errorCodeOf = (read: ReadParameter): string | undefined =>
  read("ErrorCode") === "0" ? undefined : read("ErrorCode");

function answeredByOf(word: string | undefined): "human" | "machine" | undefined {
  if (word === "human") return "human";
  return word !== undefined && /^(machine|fax)/.test(word) ? "machine" : undefined;
}

const only = (event: StatusEvent): ParsedWebhook => ({ events: [event], ignored: [] });

function ignored(reason: IgnoredReason, detail?: string): ParsedWebhook {
  const part: Ignored = detail === undefined ? { reason } : { reason, detail };
  return { events: [], ignored: [part] };
}

const WORD: Record<ComposedEvent["status"], string> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  rejected: "undelivered",
};

/** The tag goes where Twilio carries it: into the address, so the request's URL is not always `address.url`. */
function compose(event: ComposedEvent, address: { readonly url: string }, saved: Settings): WebhookRequest {
  const url = new URL(address.url);
  if (event.tag !== undefined) url.searchParams.set("campaign", event.tag);
  const parameters = new URLSearchParams({
    SmsSid: event.providerMessageId,
    SmsStatus: WORD[event.status],
    MessageStatus: WORD[event.status],
    ChannelPrefix: "whatsapp",
    To: `whatsapp:${event.recipient}`,
    From: `whatsapp:${event.sender}`,
    MessageSid: event.providerMessageId,
    ApiVersion: "2010-04-01",
  });
  if (event.status === "rejected" && event.errorCode) parameters.set("ErrorCode", event.errorCode);
  if (event.status === "rejected" && event.errorText) parameters.set("ChannelStatusMessage", event.errorText);
  const body = new TextEncoder().encode(parameters.toString());
  return {
    method: "POST",
    url: url.toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
      "x-twilio-signature": signatureOf(saved.authToken ?? "", url.toString(), parseForm(body) ?? new Map()),
    },
    body,
  };
}
