import type { EventStatus } from "@/lib/domain/message/status";
import type { Ignored, ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import { type ComposedEvent, MalformedWebhook } from "@/lib/providers/provider";
import { bsuid } from "./bsuid";
import { e164, parseJson, text, unixTime } from "./json";

/**
 * WhatsApp Cloud API webhook body: Meta sends it, and 360dialog passes it on unchanged.
 * Source: Meta, "messages webhook reference, status" (21 May 2026), "user_preferences",
 * "business-scoped user IDs". Read by plain property access: this is the path of every status.
 */

/** Status words, Meta's reference of 21 May 2026; the last three answer a send and are tolerated here. */
const STATUS_OF: ReadonlyMap<string, EventStatus> = new Map([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"], // a voice message was listened to
  ["failed", "rejected"],
  ["accepted", "accepted"],
  ["held_for_quality_assessment", "accepted"],
  ["paused", "accepted"],
]);

/** Known words that say nothing about the delivery. */
const NOT_A_DELIVERY: ReadonlySet<string> = new Set(["deleted", "warning"]);

/** Any JSON object: every property may be missing or of another type. */
type Loose = { readonly [key: string]: unknown };

type Outcome = { readonly events: StatusEvent[]; readonly ignored: Ignored[] };

const asObject = (value: unknown): Loose | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : undefined;

/** A list, also where a single object stands in its place. */
function many(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return asObject(value) ? [value] : [];
}

const first = (value: unknown): Loose | undefined => asObject(Array.isArray(value) ? value[0] : value);

/** @throws MalformedWebhook when the body is not JSON, or JSON without any object. */
export function parseCloudApi(body: Uint8Array): ParsedWebhook {
  const outcome: Outcome = { events: [], ignored: [] };
  const envelopes = many(parseJson(body));
  if (envelopes.length === 0) throw new MalformedWebhook("The body is JSON, but not a webhook object.");
  for (const envelope of envelopes) readEnvelope(asObject(envelope), outcome);
  return outcome;
}

function readEnvelope(envelope: Loose | undefined, outcome: Outcome): void {
  const object = text(envelope?.object);
  if (!envelope || (object !== undefined && object !== "whatsapp_business_account")) {
    outcome.ignored.push({ reason: "other_object", detail: object });
    return;
  }
  const before = outcome.events.length + outcome.ignored.length;
  for (const entry of many(envelope.entry)) {
    for (const change of many((entry as Loose | null)?.changes)) readChange(asObject(change), outcome);
  }
  // Older relays post the change, or its value, without the envelope.
  if (envelope.value !== undefined) readChange(envelope, outcome);
  else if (envelope.entry === undefined) readValue(envelope, undefined, outcome);
  if (outcome.events.length + outcome.ignored.length === before) {
    outcome.ignored.push({ reason: "other_event", detail: "no changes" });
  }
}

function readChange(change: Loose | undefined, outcome: Outcome): void {
  const field = text(change?.field);
  const before = outcome.events.length + outcome.ignored.length;
  for (const value of many(change?.value)) readValue(asObject(value) ?? {}, field, outcome);
  if (outcome.events.length + outcome.ignored.length === before) {
    outcome.ignored.push({ reason: "other_event", detail: field });
  }
}

function readValue(value: Loose, field: string | undefined, outcome: Outcome): void {
  const sender = e164(first(value.metadata)?.display_phone_number);
  for (const status of many(value.statuses)) readStatus(asObject(status), field, sender, outcome);
  for (const message of many(value.messages)) {
    outcome.ignored.push({ reason: "inbound_message", detail: text(asObject(message)?.type) });
  }
  for (const preference of many(value.user_preferences)) {
    outcome.ignored.push({ reason: "opt_out", detail: text(asObject(preference)?.value) });
  }
  for (const call of many(value.calls)) {
    outcome.ignored.push({ reason: "call_signalling", detail: text(asObject(call)?.event) });
  }
  for (const error of many(value.errors)) {
    outcome.ignored.push({
      reason: "other_event",
      detail: `account error ${text(asObject(error)?.code) ?? ""}`,
    });
  }
}

function readStatus(
  status: Loose | undefined,
  field: string | undefined,
  sender: string | undefined,
  outcome: Outcome,
): void {
  const providerMessageId = text(status?.id);
  const rawStatus = text(status?.status);
  if (!status || providerMessageId === undefined || rawStatus === undefined) {
    outcome.ignored.push({ reason: "incomplete", detail: "a status without id or without status word" });
    return;
  }
  const foreign = otherMachine(text(status.type), field, providerMessageId, rawStatus);
  if (foreign) {
    outcome.ignored.push(foreign);
    return;
  }
  const known = STATUS_OF.get(rawStatus) ?? "unknown";
  outcome.events.push({
    channel: "whatsapp",
    providerMessageId,
    status: known,
    rawStatus,
    occurredAt: unixTime(status.timestamp),
    recipient: recipientOf(status),
    recipientUserId: userIdOf(status),
    sender,
    tag: text(status.biz_opaque_callback_data),
    ...(known === "rejected" ? errorOf(status) : undefined),
  });
}

/** Calls and payments share the array and some of the words ("ACCEPTED", "failed"), but not the meaning. */
function otherMachine(
  type: string | undefined,
  field: string | undefined,
  id: string,
  word: string,
): Ignored | undefined {
  if (type === "call" || field === "calls" || id.startsWith("wacid.")) {
    return { reason: "call_signalling", detail: word };
  }
  if (type === "payment") return { reason: "payment", detail: word };
  if (type !== undefined && type !== "message") return { reason: "other_event", detail: `type ${type}` };
  return NOT_A_DELIVERY.has(word) ? { reason: "other_event", detail: `status ${word}` } : undefined;
}

/** In a group `recipient_id` is the group; the person is the participant. */
function recipientOf(status: Loose): string | undefined {
  return e164(status.recipient_type === "group" ? status.recipient_participant_id : status.recipient_id);
}

const userIdOf = (status: Loose): string | undefined =>
  text(status.recipient_user_id) ?? text(status.recipient_parent_user_id) ?? bsuid(status.recipient_id);

/** `code` is a number in most payloads and a string in some; `title` repeats `message`. */
function errorOf(status: Loose): { errorCode?: string; errorText?: string } {
  const error = first(status.errors);
  if (!error) return {};
  return {
    errorCode: text(error.code),
    errorText: text(first(error.error_data)?.details) ?? text(error.message) ?? text(error.title),
  };
}

/** The body as Meta writes it: seconds as a string, slashes and other scripts escaped. */
export function composeCloudApi(event: ComposedEvent): Uint8Array {
  const errors = event.status === "rejected" ? [composeError(event)] : undefined;
  const status = {
    id: event.providerMessageId,
    status: event.status === "rejected" ? "failed" : event.status,
    timestamp: String(Math.floor(event.occurredAt / 1000)),
    recipient_id: event.recipient.replace(/^\+/, ""),
    biz_opaque_callback_data: event.tag,
    errors,
  };
  const metadata = {
    display_phone_number: event.sender.replace(/^\+/, ""),
    phone_number_id: "300000000000202",
  };
  const value = { messaging_product: "whatsapp", metadata, statuses: [status] };
  const entry = [{ id: "200000000000101", changes: [{ value, field: "messages" }] }];
  return new TextEncoder().encode(
    escapeAsMeta(JSON.stringify({ object: "whatsapp_business_account", entry })),
  );
}

function composeError(event: ComposedEvent): object {
  const code = event.errorCode ?? "131026";
  const message = event.errorText ?? "Message undeliverable";
  return {
    code: /^\d{1,9}$/.test(code) ? Number(code) : code,
    title: message,
    message,
    error_data: { details: message },
    href: "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes/",
  };
}

const escapeAsMeta = (json: string): string =>
  json
    .replaceAll("/", "\\/")
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
