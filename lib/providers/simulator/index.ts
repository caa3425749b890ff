import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import type { ComposedEvent, ProviderAdapter, Settings, WebhookRequest } from "@/lib/providers/provider";
import { bsuid } from "@/lib/providers/shared/bsuid";
import {
  e164,
  field,
  isoTime,
  type Json,
  list,
  parseJson,
  path,
  text,
  unixTime,
} from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { guide, settings } from "./settings";
import { signedRequest, verifySignature } from "./signature";
import { channelOf, type SimulatedStatus, statusOf } from "./wire";

/** A provider that sends nothing: its statuses come from its own sends, the demo, the load generator, or an operator's script. */
export const simulator: ProviderAdapter = {
  id: "simulator",
  name: "Simulator",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify: verifySignature,
  parseStatuses,
  compose: (event, { url }, saved) => composeBatch([event], url, saved),
};

/** One signed request for up to 1,000 events. @throws RangeError for more. */
export function composeBatch(events: readonly ComposedEvent[], url: string, saved: Settings): WebhookRequest {
  return signedRequest(events.map(toSimulated), url, saved);
}

const toSimulated = (event: ComposedEvent): SimulatedStatus => ({
  id: event.providerMessageId,
  status: event.status,
  timestamp: event.occurredAt,
  recipient: event.recipient,
  sender: event.sender,
  ...(event.tag !== undefined && { tag: event.tag }),
  ...(event.errorCode !== undefined && {
    error: { code: event.errorCode, ...(event.errorText !== undefined && { text: event.errorText }) },
  }),
});

function parseStatuses(request: WebhookRequest): ParsedWebhook {
  const body = parseJson(request.body);
  const statuses = field(body, "statuses") ?? body;
  const events: StatusEvent[] = [];
  const ignored: Ignored[] = [];
  for (const item of Array.isArray(statuses) ? list(statuses) : [statuses]) {
    const part = parseStatus(item);
    if ("reason" in part) ignored.push(part);
    else events.push(part);
  }
  return { events, ignored };
}

function parseStatus(item: Json): StatusEvent | Ignored {
  const id = text(field(item, "id"));
  const word = text(field(item, "status"));
  if (id === undefined) return { reason: "incomplete", detail: "no id" };
  if (word === undefined) return { reason: "incomplete", detail: "no status" };
  const channel = channelOf(text(field(item, "channel")));
  if (channel === undefined)
    return { reason: "other_event", detail: "a channel other than WhatsApp, SMS and voice" };
  const status = statusOf(word);
  const sender = text(field(item, "sender"));
  const timestamp = field(item, "timestamp");
  const answeredBy = text(field(item, "answeredBy"));
  const confirmed = field(item, "confirmed");
  const price = priceOf(path(item, "price", "amount"), path(item, "price", "currency"));
  return {
    channel,
    providerMessageId: id,
    status,
    rawStatus: word,
    occurredAt: unixTime(timestamp) ?? isoTime(timestamp),
    recipient: e164(field(item, "recipient")),
    recipientUserId: bsuid(field(item, "recipient")),
    sender: e164(sender) ?? sender,
    tag: text(field(item, "tag")),
    template: text(field(item, "template")),
    ...((answeredBy === "human" || answeredBy === "machine") && { answeredBy }),
    ...(typeof confirmed === "boolean" && { confirmed }),
    ...(price && { price }),
    ...(status === "rejected" && {
      errorCode: text(path(item, "error", "code")),
      errorText: text(path(item, "error", "text")),
    }),
  };
}
