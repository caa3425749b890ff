import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { ComposedEvent, ProviderAdapter, Settings, WebhookRequest } from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import {
  e164,
  field,
  isoTime,
  type Json,
  parseJson,
  path,
  text,
  unixTime,
} from "@/lib/providers/shared/json";
import { guide, settings } from "./settings";
import { basicHeader, verifyCredentials } from "./signature";
import {
  answeredByOf,
  causeOf,
  channelOf,
  chargeOf,
  confirmedOf,
  digits,
  isCancelled,
  isDuplicateSubmit,
  statusOf,
} from "./wire";

/** Infobip delivery and seen reports of WhatsApp, SMS (v2, v3) and voice: up to 100 a request. */
export const infobip: ProviderAdapter = {
  id: "infobip",
  name: "Infobip",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify: verifyCredentials,
  parseStatuses,
  compose,
};

function parseStatuses(request: WebhookRequest): ParsedWebhook {
  const json = parseJson(request.body);
  const events: StatusEvent[] = [];
  const ignored: Ignored[] = [];
  // Our own sends are never WhatsApp, and a call's report always shows that it is one.
  const otherwise = new URL(request.url).searchParams.has("attempt") ? "sms" : "whatsapp";
  for (const report of reportsOf(json)) {
    const part = parseReport(report, otherwise);
    if ("reason" in part) ignored.push(part);
    else events.push(part);
  }
  return { events, ignored };
}

/** `{results:[…]}` for every report; one object without `results` for a marketing stop. */
function reportsOf(json: Json): readonly Json[] {
  const results = field(json, "results");
  if (Array.isArray(results)) return results;
  return Array.isArray(json) ? json : [results ?? json];
}

function parseReport(report: Json, otherwise: StatusEvent["channel"]): StatusEvent | Ignored {
  if (path(report, "content", "notificationMessagesStatus") !== undefined) return { reason: "opt_out" };
  if (field(report, "receivedAt") !== undefined) return { reason: "inbound_message" };
  if (field(report, "deletedAt") !== undefined) return { reason: "other_event", detail: "message deleted" };
  const id = text(field(report, "messageId"));
  const status = field(report, "status");
  const seenAt = text(field(report, "seenAt"));
  if (id === undefined) return { reason: "incomplete", detail: "no messageId" };
  if (status === undefined && seenAt !== undefined) return seen(report, id);
  const word = text(field(status, "name")) ?? text(field(status, "groupName")) ?? text(field(status, "id"));
  if (word === undefined) return { reason: "incomplete", detail: "no status" };
  if (isDuplicateSubmit(status)) return { reason: "duplicate_submit" };
  const channel = channelOf(report, otherwise);
  if (channel === undefined)
    return { reason: "other_event", detail: "a channel other than WhatsApp, SMS and voice" };
  return delivery(report, { id, word, channel });
}

function delivery(
  report: Json,
  { id, word, channel }: { id: string; word: string; channel: StatusEvent["channel"] },
): StatusEvent {
  const status = statusOf(field(report, "status"));
  const from = text(field(report, "sender")) ?? text(field(report, "from"));
  const price = chargeOf(report);
  return {
    channel,
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: timeOf(report),
    ...recipientOf(report, field(report, "to") ?? field(report, "destination")),
    sender: e164(from) ?? from,
    tag: text(field(report, "callbackData")) ?? text(field(report, "campaignReferenceId")),
    ...(channel === "voice" &&
      status === "delivered" && { answeredBy: answeredByOf(report), confirmed: confirmedOf(report) }),
    ...(price && { price }),
    ...(status === "rejected" && causeOf(report)),
    ...(status === "rejected" && isCancelled(field(report, "status")) && { cancelledByUs: true }),
  };
}

/** A seen report is written from the reader's side: `from` is the person, `to` is the business. */
function seen(report: Json, id: string): StatusEvent {
  return {
    channel: "whatsapp",
    providerMessageId: id,
    status: "read",
    rawStatus: "SEEN",
    occurredAt: isoTime(field(report, "seenAt")) ?? unixTime(field(report, "seenAt")),
    ...recipientOf(report, field(report, "from")),
    sender: e164(field(report, "to")),
    tag: text(field(report, "callbackData")),
  };
}

function recipientOf(report: Json, to: Json): Pick<StatusEvent, "recipient" | "recipientUserId"> {
  return {
    recipient: e164(to) ?? e164(path(report, "contact", "phoneNumber")),
    recipientUserId: bsuid(path(report, "contact", "userId")) ?? bsuid(to),
  };
}

/** Calls have no `doneAt` but the call's own times; an older variant has them on top, in milliseconds. */
function timeOf(report: Json): number | undefined {
  const call = field(report, "voiceCall");
  const candidates = [
    field(report, "doneAt"),
    field(call, "endTime"),
    field(report, "endTime"),
    field(call, "answerTime"),
    field(report, "answerTime"),
    field(call, "startTime"),
    field(report, "startTime"),
    field(report, "sentAt"),
  ];
  for (const candidate of candidates) {
    const time = isoTime(candidate) ?? unixTime(candidate);
    if (time !== undefined) return time;
  }
  return undefined;
}

function compose(event: ComposedEvent, { url }: { readonly url: string }, saved: Settings): WebhookRequest {
  const report = event.status === "read" ? composeSeen(event) : composeDelivery(event, event.status);
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/json", authorization: basicHeader(saved) },
    body: new TextEncoder().encode(JSON.stringify({ results: [report] })),
  };
}

/** Infobip writes offsets without a colon. */
const written = (time: number): string => new Date(time).toISOString().replace("Z", "+0000");

const composeSeen = (event: ComposedEvent) => ({
  messageId: event.providerMessageId,
  from: digits(event.recipient),
  to: digits(event.sender),
  sentAt: written(event.occurredAt),
  seenAt: written(event.occurredAt),
  callbackData: event.tag,
});

function composeDelivery(event: ComposedEvent, status: "sent" | "delivered" | "rejected") {
  return {
    messageId: event.providerMessageId,
    to: digits(event.recipient),
    from: digits(event.sender),
    sentAt: written(event.occurredAt),
    doneAt: written(event.occurredAt),
    messageCount: 1,
    callbackData: event.tag,
    status: status === "rejected" ? composeRejection(event) : COMPOSED_STATUS[status],
    error: status === "rejected" ? composeError(event) : NO_ERROR,
  };
}

const COMPOSED_STATUS = {
  sent: {
    id: 7,
    groupId: 1,
    groupName: "PENDING",
    name: "PENDING_ENROUTE",
    description: "Message sent to next instance",
  },
  delivered: {
    id: 5,
    groupId: 3,
    groupName: "DELIVERED",
    name: "DELIVERED_TO_HANDSET",
    description: "Message delivered to handset",
  },
};

const NO_ERROR = {
  id: 0,
  name: "NO_ERROR",
  description: "No Error",
  groupId: 0,
  groupName: "OK",
  permanent: false,
};

const isErrorId = (code: string | undefined): code is string => code !== undefined && /^[1-9]\d*$/.test(code);

/** A code in words ("EXPIRED_EXPIRED") is the status's own name; a number is the error's id. */
function composeRejection({ errorCode, errorText }: ComposedEvent) {
  const name = isErrorId(errorCode) || !errorCode ? "UNDELIVERABLE_NOT_DELIVERED" : errorCode;
  const group = name.startsWith("EXPIRED") ? 4 : name.startsWith("REJECTED") ? 5 : 2;
  return { groupId: group, name, description: errorText ?? "Message sent not delivered" };
}

const composeError = ({ errorCode, errorText }: ComposedEvent) =>
  isErrorId(errorCode) ? { id: Number(errorCode), description: errorText, permanent: true } : NO_ERROR;
