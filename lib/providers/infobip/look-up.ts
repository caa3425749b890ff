import type { LookUpOutcome, Sender, SenderAccount } from "@/lib/providers/sender";
import { cannotTell } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call } from "@/lib/providers/shared/call";
import { field, text } from "@/lib/providers/shared/json";
import { notFoundYet } from "@/lib/providers/shared/settling";
import { API_BASE } from "./settings";
import { causeOf, chargeOf, statusOf } from "./wire";

/** Milliseconds that Infobip keeps its logs: 48 hours. */
const KEPT = 48 * 60 * 60 * 1000;

/** The logs, not the reports: a report is given out once, and the webhook may have had it. */
export async function lookUp(
  { attemptId, channel, providerMessageId, sent }: Parameters<Sender["lookUp"]>[0],
  account: SenderAccount,
): Promise<LookUpOutcome> {
  const query = new URLSearchParams({ messageId: providerMessageId ?? attemptId });
  const resource = channel === "sms" ? "/sms/3/logs" : "/tts/3/logs";
  const result = await call(account, {
    method: "GET",
    url: `${apiBaseOf(account.settings, API_BASE)}${resource}?${query}`,
    headers: { authorization: `App ${account.settings.apiKey}`, accept: "application/json" },
  });
  const rows = result.kind === "answer" ? field(result.json, "results") : undefined;
  if (result.kind !== "answer" || result.status !== 200 || !Array.isArray(rows)) return cannotTell(result);
  const [row] = rows;
  const id = text(field(row, "messageId"));
  const rawStatus = text(field(field(row, "status"), "name"));
  if (row !== undefined && (id === undefined || rawStatus === undefined)) return cannotTell(result);
  if (id === undefined || rawStatus === undefined)
    return Date.now() - sent > KEPT
      ? { kind: "unknown", why: "Infobip keeps its logs for 48 hours, and this was sent before." }
      : notFoundYet(sent);
  const status = statusOf(field(row, "status"));
  const { errorCode, errorText } = causeOf(row);
  const price = chargeOf(row);
  return {
    kind: "found",
    providerMessageId: id,
    status,
    rawStatus,
    ...(status === "rejected" && errorCode !== undefined && { errorCode }),
    ...(status === "rejected" && errorText !== undefined && { errorText }),
    ...(price && { price }),
  };
}
