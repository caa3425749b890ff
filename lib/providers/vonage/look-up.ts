import type { EventStatus } from "@/lib/domain/message/status";
import type { LookUpOutcome, Sender, SenderAccount } from "@/lib/providers/sender";
import { cannotTell } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call } from "@/lib/providers/shared/call";
import { field, type Json, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import { asAccount, asApplication } from "./access";
import { API_BASE } from "./settings";
import { address, CALL_CURRENCY, CALL_STATUS, callErrorCode, digits, MESSAGE_STATUS } from "./wire";

type Question = Parameters<Sender["lookUp"]>[0];

/** Records of one page, for both lists. */
const PAGE = 100;

/** Calls through the Voice API, SMS through the Reports API: the Messages API itself answers no questions. */
export async function lookUp(question: Question, account: SenderAccount): Promise<LookUpOutcome> {
  const isCall = question.channel === "voice";
  const access = isCall ? asApplication(account) : asAccount(account);
  if ("missing" in access) return { kind: "unknown", why: access.missing };
  const url = `${apiBaseOf(account.settings, API_BASE)}${isCall ? callsPath(question) : recordsPath(question, account)}`;
  const result = await call(account, {
    method: "GET",
    url,
    headers: { ...access, accept: "application/json" },
  });
  if (result.kind !== "answer" || result.status !== 200) return cannotTell(result);
  if (isCall && question.providerMessageId !== undefined) return callOf(result.json) ?? cannotTell(result);
  const rows = isCall ? path(result.json, "_embedded", "calls") : field(result.json, "records");
  if (!Array.isArray(rows)) return cannotTell(result);
  const candidates = rows.filter((row) => isCandidate(row, question));
  if (candidates.length > 1)
    return { kind: "unknown", why: "Vonage lists several messages to this number at that time." };
  const [one] = candidates;
  const known = one === undefined ? undefined : isCall ? callOf(one) : recordOf(one);
  if (known) return known;
  if (rows.length >= PAGE || path(result.json, "_links", "next") !== undefined)
    return { kind: "unknown", why: "Vonage lists too many messages at that time to find this one." };
  // Accepted once, so a missing record is late and not a proof.
  if (question.providerMessageId !== undefined)
    return { kind: "unknown", why: "Vonage has no record of this message yet. Ask again in some minutes." };
  return notFoundYet(question.sent);
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");

function callsPath({ providerMessageId, sent }: Question): string {
  if (providerMessageId !== undefined) return `/v1/calls/${encodeURIComponent(providerMessageId)}`;
  const query = new URLSearchParams({
    date_start: time(sent - WINDOW),
    date_end: time(sent + WINDOW),
    page_size: String(PAGE),
    order: "asc",
  });
  return `/v1/calls?${query}`;
}

function recordsPath({ providerMessageId, sent }: Question, { settings }: SenderAccount): string {
  const query = new URLSearchParams({
    account_id: settings.apiKey ?? "",
    product: "MESSAGES",
    direction: "outbound",
  });
  if (providerMessageId !== undefined) query.set("id", providerMessageId);
  else {
    query.set("date_start", time(sent - WINDOW));
    query.set("date_end", time(sent + WINDOW));
  }
  return `/v2/reports/records?${query}`;
}

/** By our own reference where the record carries it, else by number; by id there is nothing left to choose. */
function isCandidate(row: Json, { providerMessageId, attemptId, to, from }: Question): boolean {
  if (providerMessageId !== undefined) return true;
  const reference = text(field(row, "client_ref"));
  if (reference !== undefined) return reference === attemptId;
  if (text(field(row, "direction")) === "inbound") return false;
  return address(field(row, "to")) === digits(to) && address(field(row, "from")) === digits(from);
}

function callOf(row: Json): LookUpOutcome | undefined {
  const providerMessageId = text(field(row, "uuid"));
  const rawStatus = text(field(row, "status"));
  if (providerMessageId === undefined || rawStatus === undefined) return undefined;
  const status: EventStatus = CALL_STATUS.get(rawStatus) ?? "unknown";
  const price = priceOf(field(row, "price"), CALL_CURRENCY);
  return {
    kind: "found",
    providerMessageId,
    status,
    rawStatus,
    ...(status === "rejected" && { errorCode: callErrorCode(row, rawStatus) }),
    ...(price && { price }),
  };
}

function recordOf(row: Json): LookUpOutcome | undefined {
  const providerMessageId =
    text(field(row, "message_uuid")) ?? text(field(row, "message_id")) ?? text(field(row, "id"));
  const rawStatus = text(field(row, "status"));
  if (providerMessageId === undefined || rawStatus === undefined) return undefined;
  const status: EventStatus = MESSAGE_STATUS.get(rawStatus) ?? "unknown";
  const price = priceOf(field(row, "total_price") ?? field(row, "price"), field(row, "currency"));
  const errorCode = text(field(row, "error_code")) ?? rawStatus;
  const errorText = text(field(row, "error_code_description"));
  return {
    kind: "found",
    providerMessageId,
    status,
    rawStatus,
    ...(status === "rejected" && { errorCode, ...(errorText !== undefined && { errorText }) }),
    ...(price && { price }),
  };
}
