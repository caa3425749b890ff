import type { Channel, Status } from "@/lib/domain/message/status";
import type { Price } from "@/lib/domain/message/status-event";
import { field, type Json, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";

/**
 * Statuses that their group does not decide. Groups alone would mislead: group 3 is "DELIVERED", but id 2
 * only says that the operator has the message.
 * Source: infobip.com/docs "Response status and error codes"; read 2026-09.
 */
export const STATUS_BY_ID: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["2", "sent"],
  ["3", "sent"],
  ["5", "delivered"],
  ["7", "sent"],
  ["26", "accepted"],
]);

const STATUS_BY_NAME: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["DELIVERED_TO_OPERATOR", "sent"],
  ["DELIVERED_TO_HANDSET", "delivered"],
  ["PENDING_WAITING_DELIVERY", "sent"],
  ["PENDING_ENROUTE", "sent"],
  ["PENDING_ACCEPTED", "accepted"],
]);

const STATUS_BY_GROUP: ReadonlyMap<string, Status> = new Map<string, Status>([
  ["1", "accepted"],
  ["2", "rejected"],
  ["3", "delivered"],
  ["4", "rejected"],
  ["5", "rejected"],
  ["PENDING", "accepted"],
  ["UNDELIVERABLE", "rejected"],
  ["DELIVERED", "delivered"],
  ["EXPIRED", "rejected"],
  ["REJECTED", "rejected"],
]);

/** Statuses that name the cause themselves, whatever `error` says: prefix, list, credit, sender, fraud. */
const CAUSE_IN_STATUS = new Set("6 8 10 11 12 13 14 17 18 19 20 51 52 87".split(" "));

/** Our own repeat under the same messageId: it must not mark the first, real submission as rejected. */
export const isDuplicateSubmit = (status: Json): boolean =>
  text(field(status, "id")) === "23" || text(field(status, "name")) === "REJECTED_DUPLICATE_MESSAGE_ID";

/** Call cancelled by the calling side (status 98). */
export const isCancelled = (status: Json): boolean => text(field(status, "id")) === "98";

export function statusOf(status: Json): Status | "unknown" {
  const name = text(field(status, "name"))?.toUpperCase() ?? "";
  const groupName = text(field(status, "groupName"))?.toUpperCase() ?? "";
  return (
    STATUS_BY_ID.get(text(field(status, "id")) ?? "") ??
    STATUS_BY_NAME.get(name) ??
    STATUS_BY_GROUP.get(text(field(status, "groupId")) ?? "") ??
    STATUS_BY_GROUP.get(groupName) ??
    "unknown"
  );
}

/** `error.id` in Infobip's numbering, or the status's name where the status is the cause or error is 0. */
export function causeOf(report: Json): {
  errorCode: string | undefined;
  errorText: string | undefined;
  retryable?: true;
} {
  const status = field(report, "status");
  const error = field(report, "error");
  const errorId = text(field(error, "id"));
  if (errorId === undefined || errorId === "0" || CAUSE_IN_STATUS.has(text(field(status, "id")) ?? "")) {
    return {
      errorCode: text(field(status, "name")) ?? text(field(status, "id")),
      errorText: text(field(status, "description")),
    };
  }
  return {
    errorCode: errorId,
    errorText: text(field(error, "description")) ?? text(field(error, "name")),
    // `permanent` is about the attempt, and true even on answered calls: read it on failures only.
    ...(field(error, "permanent") === false && { retryable: true as const }),
  };
}

/**
 * The body seldom names its channel, so its own fields tell: calls carry `voiceCall` or a price per second,
 * SMS carry the network or the number of parts. undefined: another channel (Viber, RCS …).
 * @param otherwise - where nothing tells.
 */
export function channelOf(report: Json, otherwise: Channel): Channel | undefined {
  const named = text(field(report, "channel"))?.toUpperCase();
  if (named !== undefined) {
    if (/^(SMS|MMS)$/.test(named)) return "sms";
    if (/VOICE/.test(named)) return "voice";
    return /WHATSAPP/.test(named) ? "whatsapp" : undefined;
  }
  const has = (...keys: string[]) => keys.some((key) => (field(report, key) ?? null) !== null);
  const perSecond = path(report, "price", "pricePerSecond");
  if (has("voiceCall", "answerTime", "dtmfCodes", "fileDuration") || (perSecond ?? null) !== null)
    return "voice";
  if (has("smsCount", "mccMnc", "mccmnc", "sender", "campaignReferenceId")) return "sms";
  return otherwise;
}

export function answeredByOf(report: Json): "human" | "machine" | undefined {
  const told = text(path(report, "voiceCall", "answeredBy"))?.toLowerCase();
  if (told === "human" || told === "machine") return told;
  const error = field(report, "error");
  const words = `${text(field(error, "name")) ?? ""} ${text(field(error, "description")) ?? ""}`;
  if (text(field(error, "id")) === "5001" || /machine/i.test(words)) return "machine";
  return text(field(error, "id")) === "5000" || /human/i.test(words) ? "human" : undefined;
}

/** Whether "1" was pressed; undefined when no key was. */
export function confirmedOf(report: Json): boolean | undefined {
  const codes = text(path(report, "voiceCall", "dtmfCodes")) ?? text(field(report, "dtmfCodes"));
  return codes === undefined ? undefined : codes.startsWith("1");
}

/** Infobip tells the price of one part or of one second. */
export function chargeOf(report: Json): Price | undefined {
  const price = field(report, "price");
  const perSecond = field(price, "pricePerSecond");
  if ((perSecond ?? null) === null) {
    const parts = Number(text(field(report, "messageCount")) ?? text(field(report, "smsCount")) ?? 1);
    return priceOf(field(price, "pricePerMessage"), field(price, "currency"), parts);
  }
  const seconds =
    text(path(report, "voiceCall", "chargedDuration")) ??
    text(path(report, "voiceCall", "duration")) ??
    text(field(report, "duration"));
  return seconds === undefined ? undefined : priceOf(perSecond, field(price, "currency"), Number(seconds));
}

/** Infobip writes numbers without "+"; a sender ID stays as it is. */
export const digits = (number: string): string => number.replace(/^\+/, "");
