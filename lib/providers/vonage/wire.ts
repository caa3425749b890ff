import type { Channel, Status } from "@/lib/domain/message/status";
import { field, type Json, path, text } from "@/lib/providers/shared/json";

/** Source: developer.vonage.com Messages API v1 status webhook, vonage-java-sdk; read 2026-09. */
export const MESSAGE_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["submitted", "sent"], // handed to WhatsApp or the carrier; "accepted" is the answer to our request
  ["delivered", "delivered"],
  ["read", "read"],
  ["rejected", "rejected"],
  ["undeliverable", "rejected"],
]);

/** Source: developer.vonage.com Voice API event webhook, vonage-java-sdk `EventWebhookTest`; read 2026-09. */
export const CALL_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["started", "accepted"],
  ["ringing", "sent"],
  ["answered", "delivered"],
  ["human", "delivered"],
  ["machine", "delivered"],
  ["completed", "delivered"],
  ["busy", "rejected"],
  ["cancelled", "rejected"],
  ["unanswered", "rejected"],
  ["timeout", "rejected"],
  ["disconnected", "rejected"],
  ["rejected", "rejected"],
  ["failed", "rejected"],
]);

/** A number, or in webhook version v0.1 an object `{type, number}`. */
export const address = (value: Json): string | undefined =>
  text(value) ?? text(field(value, "number")) ?? text(field(value, "id"));

/** undefined: a channel that is neither WhatsApp nor SMS. v0.1 names the channel inside `to`. */
export function channelOf(body: Json): Channel | undefined {
  const word =
    text(field(body, "channel")) ?? text(path(body, "to", "type")) ?? text(path(body, "from", "type"));
  if (word === undefined || word.toLowerCase() === "whatsapp") return "whatsapp";
  return /^(sms|mms)$/i.test(word) ? "sms" : undefined;
}

/** v1: the fragment of `type` ("…/messages#1340"), else `title` (string or number). v0.1: `code`. */
export function errorCodeOf(error: Json): string | undefined {
  const fragment = /#([^#\s]+)$/.exec(text(field(error, "type")) ?? "")?.[1];
  return fragment ?? text(field(error, "title")) ?? text(field(error, "code"));
}

export const errorTextOf = (error: Json): string | undefined =>
  text(field(error, "detail")) ?? text(field(error, "reason")) ?? text(field(error, "title"));

/** The SIP code or else Vonage's own detail tells apart what one word lumps together: "busy:486". */
export function callErrorCode(body: Json, word: string): string {
  const why = text(field(body, "sip_code")) ?? text(field(body, "detail"));
  return why === undefined ? word : `${word}:${why}`;
}

/** Vonage bills calls in euros and names no currency with their price. */
export const CALL_CURRENCY = "EUR";

/** Vonage writes numbers without "+"; a sender ID stays as it is. */
export const digits = (number: string): string => number.replace(/^\+/, "");

/**
 * Code and sentence of an error body: problem details, in older parts of the Voice API `{type, error_title}`.
 * The code is the fragment of `type` ("…/messages#1120"), or what stands after its last slash.
 */
export function refusalOf(json: Json): { code?: string; text?: string } | undefined {
  const type = text(field(json, "type"));
  const title = text(field(json, "title")) ?? text(field(json, "error_title"));
  if (type === undefined && title === undefined) return undefined;
  const code = /([^#/\s]+)\/?$/.exec(type ?? "")?.[1] ?? title;
  return { code, text: text(field(json, "detail")) ?? title };
}
