import type { IgnoredReason, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { ComposedEvent, ProviderAdapter, Settings, WebhookRequest } from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { e164, field, isoTime, type Json, list, parseJson, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { guide, settings } from "./settings";
import { signToken, verifySignature } from "./signature";
import {
  address,
  CALL_CURRENCY,
  CALL_STATUS,
  callErrorCode,
  channelOf,
  errorCodeOf,
  errorTextOf,
  MESSAGE_STATUS,
} from "./wire";

/** Vonage Messages API (v1 and v0.1 webhooks) and Voice API events: one status a request. */
export const vonage: ProviderAdapter = {
  id: "vonage",
  name: "Vonage",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  acceptedBody: "", // a body that answers an input action is read as the call's next NCCO
  verify: verifySignature,
  parseStatuses,
  compose,
};

function parseStatuses(request: WebhookRequest): ParsedWebhook {
  const json = parseJson(request.body);
  const bodies = Array.isArray(json) ? list(json) : [json];
  const parts = bodies.map((body) => (isCall(body) ? parseCall(body) : parseMessage(body)));
  return { events: parts.flatMap((part) => part.events), ignored: parts.flatMap((part) => part.ignored) };
}

const isCall = (body: Json): boolean =>
  field(body, "message_uuid") === undefined &&
  ["uuid", "call_uuid", "conversation_uuid"].some((key) => field(body, key) !== undefined);

function parseMessage(body: Json): ParsedWebhook {
  const id = text(field(body, "message_uuid"));
  const word = text(field(body, "status"));
  if (word === undefined && isInbound(body)) return ignored("inbound_message");
  if (id === undefined) return ignored("incomplete", "no message_uuid");
  if (word === undefined) return ignored("incomplete", "no status");
  const channel = channelOf(body);
  if (channel === undefined) return ignored("other_event", "a channel other than WhatsApp and SMS");

  const status = MESSAGE_STATUS.get(word.toLowerCase()) ?? "unknown";
  const error = field(body, "error");
  return only({
    channel,
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: isoTime(field(body, "timestamp")),
    recipient: e164(address(field(body, "to"))) ?? e164(path(body, "whatsapp", "recipient", "wa_id")),
    recipientUserId:
      bsuid(path(body, "whatsapp", "recipient", "user_id")) ?? bsuid(address(field(body, "to"))),
    sender: e164(address(field(body, "from"))) ?? address(field(body, "from")),
    tag: text(field(body, "client_ref")),
    ...pricedBy(path(body, "usage", "price"), path(body, "usage", "currency")),
    ...(status === "rejected" && { errorCode: errorCodeOf(error) ?? word, errorText: errorTextOf(error) }),
  });
}

function parseCall(body: Json): ParsedWebhook {
  const id = text(field(body, "uuid")) ?? text(field(body, "call_uuid"));
  const word = text(field(body, "status"));
  if (text(field(body, "direction"))?.toLowerCase() === "inbound")
    return ignored("other_event", "inbound call");
  if (word === undefined && id !== undefined && field(body, "dtmf") !== undefined) return keyPress(body, id);
  if (word === undefined) return ignored("other_event", "a call event without a status");
  if (id === undefined) return ignored("incomplete", "no uuid");

  const known = word.toLowerCase();
  const status = CALL_STATUS.get(known) ?? "unknown";
  return only({
    channel: "voice",
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: isoTime(field(body, "timestamp")),
    recipient: e164(address(field(body, "to"))),
    sender: e164(address(field(body, "from"))) ?? address(field(body, "from")),
    tag: text(field(body, "client_ref")),
    ...pricedBy(field(body, "price"), CALL_CURRENCY),
    ...((known === "human" || known === "machine") && { answeredBy: known }),
    ...(status === "rejected" && {
      errorCode: callErrorCode(body, word),
      errorText: text(field(body, "detail")) ?? text(field(body, "reason")),
    }),
    ...(known === "cancelled" && { cancelledByUs: true }),
  });
}

/** The result of an input action. It runs only once the call is answered; without a key in time it comes too. */
function keyPress(body: Json, id: string): ParsedWebhook {
  const pressed = text(path(body, "dtmf", "digits")) ?? text(field(body, "dtmf")); // older: the digits alone
  return only({
    channel: "voice",
    providerMessageId: id,
    status: "delivered",
    rawStatus: pressed === undefined ? "input_timed_out" : "input",
    occurredAt: isoTime(field(body, "timestamp")),
    recipient: e164(address(field(body, "to"))),
    sender: e164(address(field(body, "from"))) ?? address(field(body, "from")),
    confirmed: pressed === "1",
  });
}

function pricedBy(amount: Json, currency: Json): Pick<StatusEvent, "price"> {
  const price = priceOf(amount, currency);
  return price ? { price } : {};
}

/** v1 has `message_type` on a person's message, v0.1 has `message`; a status has neither. */
const isInbound = (body: Json): boolean =>
  ["message_type", "message", "text"].some((key) => field(body, key) !== undefined);

const only = (event: StatusEvent): ParsedWebhook => ({ events: [event], ignored: [] });

const ignored = (reason: IgnoredReason, detail?: string): ParsedWebhook => ({
  events: [],
  ignored: [detail === undefined ? { reason } : { reason, detail }],
});

const WORD: Record<ComposedEvent["status"], string> = {
  sent: "submitted",
  delivered: "delivered",
  read: "read",
  rejected: "rejected",
};

function compose(
  event: ComposedEvent,
  { url }: { readonly url: string },
  saved: Settings,
  now: number,
): WebhookRequest {
  const status = {
    message_uuid: event.providerMessageId,
    to: event.recipient.replace("+", ""),
    from: event.sender.replace("+", ""),
    timestamp: new Date(event.occurredAt).toISOString(),
    status: WORD[event.status],
    channel: "whatsapp",
    client_ref: event.tag,
    error: event.status === "rejected" ? composeError(event) : undefined,
  };
  const body = new TextEncoder().encode(JSON.stringify(status));
  const claims = {
    iat: Math.floor(now / 1000),
    jti: sha256Hex(`${event.providerMessageId}.${event.status}.${now}`).slice(0, 32),
    iss: "Vonage",
    payload_hash: sha256Hex(body),
    ...(saved.applicationId && { application_id: saved.applicationId }),
  };
  const token = signToken(claims, saved.signatureSecret ?? "");
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body,
  };
}

function composeError({ errorCode = "1330", errorText }: ComposedEvent) {
  return {
    type: `https://developer.vonage.com/api-errors/messages#${errorCode}`,
    title: errorCode,
    detail: errorText,
  };
}
