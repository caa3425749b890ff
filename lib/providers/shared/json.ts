import { isUtf8 } from "node:buffer";
import { MalformedWebhook } from "@/lib/providers/provider";

/** Any JSON value, read without trusting its shape: a wrong type reads as absent, never as a throw. */
export type Json = unknown;

/** @throws MalformedWebhook when the bytes are not UTF-8 or not JSON. */
export function parseJson(body: Uint8Array): Json {
  if (!isUtf8(body)) throw new MalformedWebhook("The body is not UTF-8.");
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0; // a byte order mark
  try {
    return JSON.parse(bytes.toString("utf8", start));
  } catch (cause) {
    throw new MalformedWebhook("The body is not JSON.", { cause });
  }
}

export function field(value: Json, key: string): Json {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, Json>)[key]
    : undefined;
}

export const path = (value: Json, ...keys: readonly string[]): Json => keys.reduce(field, value);

export const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

/** A non-empty string; numbers count, since providers send codes and ids as either. NUL is removed: Postgres can't hold it. */
export function text(value: Json): string | undefined {
  const found = typeof value === "number" && Number.isFinite(value) ? String(value) : value;
  if (typeof found !== "string") return undefined;
  const clean = found.includes("\0") ? found.replaceAll("\0", "") : found;
  return clean === "" ? undefined : clean;
}

/** Milliseconds since the epoch from ISO 8601, also with an offset without colon ("-0300"). */
export function isoTime(value: Json): number | undefined {
  const iso = text(value)?.replace(/([+-]\d{2})(\d{2})$/, "$1:$2");
  if (iso === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(iso)) return undefined;
  const zoned = /(Z|[+-]\d{2}:\d{2})$/i.test(iso) ? iso : `${iso}Z`;
  return plausible(Date.parse(zoned));
}

/** Milliseconds since the epoch from Unix seconds, or milliseconds where the number is too large for seconds. */
export function unixTime(value: Json): number | undefined {
  const digits = text(value);
  if (digits === undefined || !/^\d{1,16}(\.\d+)?$/.test(digits)) return undefined;
  const number = Number(digits);
  return plausible(number > 100_000_000_000 ? Math.trunc(number) : number * 1000);
}

/** Between 2009 (WhatsApp's first year) and 2100; anything else is a broken clock and reads as absent. */
function plausible(time: number): number | undefined {
  return time >= 1_230_768_000_000 && time < 4_102_444_800_000 ? time : undefined;
}

/** As most providers write a number, which then needs no further look. */
const DIGITS = /^[1-9]\d{5,14}$/;

/** "+" and digits from any writing of an international number; absent when it is not one (a BSUID, a sender ID). */
export function e164(value: Json): string | undefined {
  const given = text(value);
  if (given === undefined) return undefined;
  if (DIGITS.test(given)) return `+${given}`;
  const written = given.replace(/^(whatsapp|tel|sms):/i, "").replace(/[\s().-]/g, "");
  if (!/^(\+|00)?[1-9]\d{5,14}$/.test(written)) return undefined;
  return `+${written.replace(/^(\+|00)/, "")}`;
}
