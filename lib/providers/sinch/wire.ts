import type { Channel, Status } from "@/lib/domain/message/status";
import { field, type Json, path, text } from "@/lib/providers/shared/json";

/** Source: Sinch Conversation API callbacks, sinch-sdk-node; read 2026-09. */
export const CONVERSATION_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["QUEUED_ON_CHANNEL", "sent"],
  ["DELIVERED", "delivered"],
  ["READ", "read"],
  ["FAILED", "rejected"],
]);

/** Source: developers.sinch.com SMS (XMS) delivery reports; read 2026-09. "Unknown" stays unknown. */
export const SMS_STATUS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["queued", "sent"],
  ["dispatched", "sent"],
  ["delivered", "delivered"],
  ["aborted", "rejected"],
  ["cancelled", "rejected"],
  ["rejected", "rejected"],
  ["deleted", "rejected"],
  ["failed", "rejected"],
  ["expired", "rejected"],
]);

/** Source: Sinch Voice callbacks, DiCE; read 2026-09. "N/A": the call was never established. */
export const CALL_RESULT: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["ANSWERED", "delivered"],
  ["BUSY", "rejected"],
  ["NOANSWER", "rejected"],
  ["FAILED", "rejected"],
  ["N/A", "rejected"],
]);

/** The SMS API's own reports: the only callbacks that Sinch sends without a signature. */
const SMS_REPORTS: ReadonlySet<string> = new Set(["recipient_delivery_report_sms", "delivery_report_sms"]);

export const isSmsReport = (body: Json): boolean => SMS_REPORTS.has(text(field(body, "type")) ?? "");

/** Voice callbacks have a word in `event`; Conversation callbacks may have an object there. */
export const isCallEvent = (body: Json): boolean => typeof field(body, "event") === "string";

/** Code 404 is documented as temporary, "may be retried"; 402 and 408 as likely to fail again. */
export const isTemporarySmsCode = (code: string | undefined): boolean => code === "404";

/** 407 is our own cancellation of a batch. */
export const isCancelledSms = (word: string, code: string | undefined): boolean =>
  code === "407" || word.toLowerCase() === "cancelled";

/** undefined: a channel that is neither WhatsApp nor SMS (RCS, Viber …). */
export function channelOf(report: Json): Channel | undefined {
  const word = text(path(report, "channel_identity", "channel"))?.toUpperCase();
  if (word === undefined || word === "WHATSAPP") return "whatsapp";
  return word === "SMS" || word === "MMS" ? "sms" : undefined;
}

/** "FAILED" and "N/A" lump causes together, so the reason is part of the code: "FAILED:CONGESTION". */
export function callErrorCode(result: string, reason: string | undefined): string {
  const says = result === "BUSY" || result === "NOANSWER" || reason === undefined || reason === "N/A";
  return says ? result : `${result}:${reason}`;
}

/** Reasons with which our own side ended a call before anyone picked up. */
export const isCancelledCall = (reason: string | undefined): boolean =>
  reason === "CANCEL" || reason === "MANAGERHANGUP";

/** What the menu of a call with "press 1" returns in its PIE callback. */
export const CONFIRMED = "confirmed";

/** Languages of Sinch's speech. Source: enums of sinch-sdk-node; read 2026-11. */
export const TTS_LOCALES: readonly string[] = (
  "en-US en-GB en-AU en-IN en-NZ en-ZA en-GB-WLS arb az-AZ ca-ES cmn-CN cs-CZ cy-GB da-DK de-DE de-AT el-GR " +
  "es-ES es-MX es-US et-EE fi-FI fil-PH fr-FR fr-CA hi-IN hr-HR hu-HU id-ID is-IS it-IT ja-JP ka-GE ko-KR " +
  "lt-LT lv-LV ms-MY mt-MT nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sv-SE th-TH tr-TR uk-UA " +
  "uz-UZ vi-VN zh-HK"
).split(" ");
