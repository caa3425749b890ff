import type { EventStatus } from "@/lib/domain/message/status";
import type { LookUpOutcome, Sender, SenderAccount } from "@/lib/providers/sender";
import { cannotTell } from "@/lib/providers/shared/answer";
import { call } from "@/lib/providers/shared/call";
import { field, type Json, list, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import type { TwilioAccess } from "./access";
import { CALL_STATUS, callErrorCode, MESSAGE_STATUS } from "./wire";

type Question = Parameters<Sender["lookUp"]>[0];

/** Newest first; a person gets far fewer messages than this in the minutes around one attempt. */
const PAGE = 100;

/**
 * By the id where it is known. Otherwise by recipient, sender and time: Twilio keeps no reference of ours, so
 * two candidates leave it open. Not by DateSent or StartTime: what is still queued has none.
 */
export async function lookUp(
  question: Question,
  account: SenderAccount,
  { url, headers }: TwilioAccess,
): Promise<LookUpOutcome> {
  const resource = question.channel === "sms" ? "Messages" : "Calls";
  if (question.providerMessageId !== undefined) {
    const one = `${url}/${resource}/${encodeURIComponent(question.providerMessageId)}.json`;
    const result = await call(account, { method: "GET", url: one, headers });
    if (result.kind !== "answer" || result.status !== 200) return cannotTell(result);
    return found(result.json, question.channel) ?? cannotTell(result);
  }
  const query = new URLSearchParams({ To: question.to, PageSize: String(PAGE) });
  const chosenByTwilio = question.channel === "sms" && !!account.settings.messagingServiceSid;
  if (question.from !== "" && !chosenByTwilio) query.set("From", question.from);
  const result = await call(account, { method: "GET", url: `${url}/${resource}.json?${query}`, headers });
  const rows = result.kind === "answer" ? field(result.json, resource.toLowerCase()) : undefined;
  if (result.kind !== "answer" || result.status !== 200 || !Array.isArray(rows)) return cannotTell(result);
  return only(list(rows), question, text(field(result.json, "next_page_uri")) !== undefined);
}

function only(rows: readonly Json[], question: Question, more: boolean): LookUpOutcome {
  const times = rows.map((row) => Date.parse(text(field(row, "date_created")) ?? ""));
  const candidates = rows.filter((row, index) => {
    const after = (times[index] ?? Number.NaN) - question.sent;
    const outbound = /^outbound/.test(text(field(row, "direction")) ?? "outbound");
    return outbound && after >= -WINDOW && after <= WINDOW;
  });
  if (candidates.length > 1)
    return { kind: "unknown", why: "Twilio lists several messages to this number at that time." };
  const [one] = candidates;
  const known = one === undefined ? undefined : found(one, question.channel);
  if (known) return known;
  const oldest = Math.min(...times.filter((time) => !Number.isNaN(time)));
  if (more && oldest > question.sent - WINDOW)
    return { kind: "unknown", why: "Twilio lists too many messages to this number since then." };
  return notFoundYet(question.sent);
}

function found(row: Json, channel: Question["channel"]): LookUpOutcome | undefined {
  const providerMessageId = text(field(row, "sid"));
  const rawStatus = text(field(row, "status"));
  if (providerMessageId === undefined || rawStatus === undefined) return undefined;
  const words = channel === "sms" ? MESSAGE_STATUS : CALL_STATUS;
  const status: EventStatus = words.get(rawStatus) ?? "unknown";
  const errorCode = text(field(row, "error_code")) ?? callErrorCode(rawStatus, undefined, undefined);
  const errorText = text(field(row, "error_message"));
  const price = priceOf(field(row, "price"), field(row, "price_unit"));
  return {
    kind: "found",
    providerMessageId,
    status,
    rawStatus,
    ...(status === "rejected" && { errorCode, ...(errorText !== undefined && { errorText }) }),
    ...(price && { price }),
  };
}
