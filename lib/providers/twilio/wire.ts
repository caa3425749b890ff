import type { Status } from "@/lib/domain/message/status";
import { MalformedWebhook, type WebhookRequest } from "@/lib/providers/provider";
import { field, type Json, parseJson, text } from "@/lib/providers/shared/json";

/** Name -> values in the body's order; a name may repeat. */
export type Form = ReadonlyMap<string, readonly string[]>;

/** One parameter of a callback, whether it came as a form or as JSON. */
export type ReadParameter = (name: string) => string | undefined;

/** Source: twilio.com/docs "Track outbound message status", twilio-oai v2010; read 2026-09. */
export const MESSAGE_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["accepted", "accepted"],
  ["queued", "accepted"],
  ["scheduled", "accepted"],
  ["sending", "accepted"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["undelivered", "rejected"],
  ["failed", "rejected"],
  ["canceled", "rejected"],
]);

/** Source: twilio.com/docs/voice "Make calls", CallStatus; read 2026-09. Answered by anyone counts as delivered. */
export const CALL_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["queued", "accepted"],
  ["initiated", "accepted"],
  ["ringing", "sent"],
  ["in-progress", "delivered"],
  ["answered", "delivered"],
  ["completed", "delivered"],
  ["busy", "rejected"],
  ["failed", "rejected"],
  ["no-answer", "rejected"],
  ["canceled", "rejected"],
]);

/** Words of messages that people send to the business. */
export const INBOUND_STATUS: ReadonlySet<string> = new Set(["received", "receiving"]);

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Strict on purpose: bytes that no form encoder writes (spaces, control and non-ASCII bytes, broken
 * escapes) would decode to the same text as other bytes, and then two bodies would share a signature.
 * @returns null when the body is not form-encoded.
 */
export function parseForm(body: Uint8Array): Form | null {
  const form = new Map<string, string[]>();
  try {
    const written = decoder.decode(body);
    if (!/^[\x21-\x7e]*$/.test(written)) return null;
    for (const pair of written.split("&")) {
      if (pair === "") continue;
      const [name = "", ...rest] = pair.split("=");
      const values = form.get(unescaped(name));
      if (values) values.push(unescaped(rest.join("=")));
      else form.set(unescaped(name), [unescaped(rest.join("="))]);
    }
  } catch {
    return null; // not UTF-8, before or after the escapes
  }
  return form;
}

const unescaped = (written: string): string => decodeURIComponent(written.replaceAll("+", " "));

export const isJson = (request: WebhookRequest): boolean =>
  /json/i.test(request.headers["content-type"] ?? "");

/** @throws MalformedWebhook when the body is neither a form nor, with a JSON content type, JSON. */
export function readParameters(request: WebhookRequest): ReadParameter {
  if (isJson(request)) {
    const json: Json = parseJson(request.body);
    return (name) => text(field(json, name));
  }
  const form = parseForm(request.body);
  if (form === null) throw new MalformedWebhook("The body is not form-encoded.");
  return (name) => text(form.get(name)?.[0]);
}

/** RFC 2822, e.g. "Mon, 05 Oct 2026 10:01:00 +0000"; only calls carry one. */
export const RFC_2822 =
  /^([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(:\d{2})? ([+-]\d{4}|GMT|UTC)$/;

/** "failed" says nothing without the network's answer, so the SIP code is part of the code: "failed:404". */
export function callErrorCode(
  word: string,
  sipCode: string | undefined,
  errorCode: string | undefined,
): string {
  if (errorCode !== undefined) return errorCode;
  return word.toLowerCase() === "failed" && sipCode !== undefined ? `${word}:${sipCode}` : word;
}
