import type { Channel, EventStatus } from "@/lib/domain/message/status";

/**
 * MessageBird before it became Bird: Conversations webhooks (POST, JSON) and the reports of SMS and voice
 * messages (GET, everything in the query). Sources, read May 2026: MessageBird's nodejs, go and php SDKs,
 * captured payloads of `message.created` / `message.updated` / `message.status`.
 */
export const JWT_HEADER = "messagebird-signature-jwt";
export const HMAC_HEADER = "messagebird-signature";
export const TIMESTAMP_HEADER = "messagebird-request-timestamp";

/** WhatsApp and SMS. `transmitted` comes before `sent` and means the same to us: it left for the network. */
const MESSAGE_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["accepted", "accepted"],
  ["pending", "accepted"],
  ["scheduled", "accepted"],
  ["transmitted", "sent"],
  ["sent", "sent"],
  ["buffered", "sent"],
  ["dispatched", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["rejected", "rejected"],
  ["failed", "rejected"],
  ["delivery_failed", "rejected"],
  ["expired", "rejected"],
]);

/** Voice messages. `busy` and `machine` are reserved words of the API. */
const CALL_STATUS: ReadonlyMap<string, EventStatus> = new Map([
  ["scheduled", "accepted"],
  ["queued", "accepted"],
  ["starting", "accepted"],
  ["calling", "sent"],
  ["answered", "delivered"],
  ["machine", "delivered"],
  ["failed", "rejected"],
  ["busy", "rejected"],
  ["no_answer", "rejected"],
]);

/** Words that only one kind of report uses, for reports that do not name their channel. */
const VOICE_WORDS: ReadonlySet<string> = new Set([
  "calling",
  "answered",
  "machine",
  "busy",
  "no_answer",
  "starting",
]);

export const statusOf = (channel: Channel, word: string): EventStatus =>
  (channel === "voice" ? CALL_STATUS : MESSAGE_STATUS).get(word.toLowerCase()) ?? "unknown";

/**
 * Channel of a GET report, which does not say it: our own `channel` in the address, else a word that only
 * calls have, else a path that says voice. `failed` belongs to calls alone: SMS says `delivery_failed`.
 */
export function reportChannel(url: URL, word: string): Channel {
  const named = url.searchParams.get("channel");
  if (named === "voice" || named === "sms") return named;
  const spoken =
    VOICE_WORDS.has(word) || word === "failed" || /\/voice(?:messages?)?\/?$/i.test(url.pathname);
  return spoken ? "voice" : "sms";
}

/** `platform` of a conversation's message. A fallback that MessageBird sends itself arrives as `sms`. */
export function platformChannel(platform: string | undefined): Channel | undefined {
  if (platform === undefined || platform.startsWith("whatsapp")) return "whatsapp";
  return platform === "sms" ? "sms" : undefined;
}

export const REST_URL = "https://rest.messagebird.com";

/** Languages of voice messages, as MessageBird writes them; read 2026-11. */
export const TTS_LANGUAGES: readonly string[] = (
  "en-us en-gb en-au en-in en-gb-wls cy-gb da-dk de-de el-gr es-es es-mx es-us fr-fr fr-ca id-id is-is it-it " +
  "ja-jp ko-kr ms-my nb-no nl-nl pl-pl pt-br pt-pt ro-ro ru-ru sv-se ta-in th-th tr-tr vi-vn zh-cn zh-hk"
).split(" ");
