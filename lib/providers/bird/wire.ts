import type { Channel, EventStatus } from "@/lib/domain/message/status";
import { field, list, text } from "@/lib/providers/shared/json";

/**
 * Bird Connectivity Platform, api.bird.com ("gen-2"). One event a request:
 * { service, event: "<channel>.<inbound|outbound|interaction>", payload: {…} }.
 * Sources, read May 2026: docs.bird.com channels API "message status and interactions", "message failure
 * sources"; notifications API "webhooks", "verifying a webhook"; voice API "voice webhooks".
 */
export const SIGNATURE_HEADER = "messagebird-signature";
export const TIMESTAMP_HEADER = "messagebird-request-timestamp";

/** `processing`, `rejected` and `failed` are seen in the field, not in the docs. */
const MESSAGE_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["processing", "accepted"],
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["sending_failed", "rejected"],
  ["delivery_failed", "rejected"],
  ["rejected", "rejected"],
  ["failed", "rejected"],
]);

const CALL_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["starting", "accepted"],
  ["ringing", "sent"],
  ["ongoing", "delivered"],
  ["completed", "delivered"],
  ["no-answer", "rejected"],
  ["busy", "rejected"],
  ["failed", "rejected"],
  ["canceled", "rejected"],
  ["cancelled", "rejected"],
]);

const CHANNEL_OF: ReadonlyMap<string, Channel> = new Map([
  ["whatsapp", "whatsapp"],
  ["sms", "sms"],
  ["voice", "voice"],
]);

export const channelOf = (prefix: string): Channel | undefined => CHANNEL_OF.get(prefix);

export const statusOf = (channel: Channel, word: string): EventStatus =>
  (channel === "voice" ? CALL_STATUS : MESSAGE_STATUS).get(word) ?? "unknown";

/**
 * The platform's own code where Bird passes it on, since Bird's number only names a group: Meta's code alone
 * for WhatsApp ("131026"), with the source's name otherwise ("sms-messagebird:1", "accounting").
 */
export function failureCode(payload: unknown): string | undefined {
  const failure = field(payload, "failure");
  const source = text(field(field(failure, "source"), "name"));
  const code = text(field(field(failure, "source"), "code"));
  if (source === undefined) return code ?? text(field(failure, "code")) ?? codeInReason(payload);
  if (code === undefined) return source;
  return source.startsWith("whatsapp") ? code : `${source}:${code}`;
}

/** Older events have only a sentence: "details: …; reason: …; code: 131026". */
function codeInReason(payload: unknown): string | undefined {
  return /(?:^|;\s*)code:\s*([\w.-]+)/.exec(text(field(payload, "reason")) ?? "")?.[1];
}

/** `receiver.contacts` is a list; a single contact has been seen as an object or under `contact`. */
export function contactsOf(side: unknown): readonly unknown[] {
  const contacts = field(side, "contacts") ?? field(side, "contact");
  return Array.isArray(contacts) ? list(contacts) : [contacts];
}

export const API_URL = "https://api.bird.com";

/**
 * Who picked up, from a call's `amdResult`: a word or an object that holds one. Its exact shape is not
 * published, so anything that names neither reads as absent.
 */
export function answeredByIn(payload: unknown): "human" | "machine" | undefined {
  const result = field(payload, "amdResult");
  const words = typeof result === "object" && result !== null ? Object.values(result) : [result];
  for (const word of words) {
    const found = /human|machine/i.exec(text(word) ?? "")?.[0].toLowerCase();
    if (found === "human" || found === "machine") return found;
  }
  return undefined;
}

/** Languages of Bird's speech (`standard.locale.tts-polly`); read 2026-11. */
export const TTS_LOCALES: readonly string[] = (
  "en-US en-GB en-AU en-IN en-NZ en-ZA en-GB-WLS arb ar-AE bg-BG bn-IN ca-ES cs-CZ cy-GB cmn-CN da-DK de-DE " +
  "de-CH de-AT el-GR es-ES es-MX es-US eu-ES fi-FI fil-PH fr-FR fr-BE fr-CA gl-ES gu-IN he-IL hi-IN hu-HU " +
  "id-ID is-IS it-IT ja-JP ko-KR lt-LT lv-LV ms-MY nl-NL nl-BE nb-NO pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU " +
  "sk-SK sr-RS sv-SE ta-IN te-IN tr-TR th-TH uk-UA vi-VN yue-CN"
).split(" ");
