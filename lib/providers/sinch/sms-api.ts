import type {
  LookUpOutcome,
  Sender,
  SenderAccount,
  SendOutcome,
  SmsRequest,
  TestOutcome,
} from "@/lib/providers/sender";
import { cannotTell, jsonOf, refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type Call, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, list, text } from "@/lib/providers/shared/json";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { SMS_STATUS } from "./wire";

/** Sinch SMS API (XMS) v1: batches with one recipient. Source: Sinch's SMS OpenAPI document, read 2026-11. */
type Plan = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

const MINUTE = 60_000;

/** Undefined: the connection has no service plan. */
export function planOf({ settings }: SenderAccount): Plan | undefined {
  if (!settings.servicePlanId || !settings.apiToken) return undefined;
  const base = apiBaseOf(settings, `https://${settings.region || "us"}.sms.api.sinch.com`);
  return {
    url: `${base}/xms/v1/${encodeURIComponent(settings.servicePlanId)}`,
    headers: { authorization: `Bearer ${settings.apiToken}`, accept: "application/json" },
  };
}

export async function sendBatch(
  request: SmsRequest,
  plan: Plan,
  account: SenderAccount,
): Promise<SendOutcome> {
  const batch = {
    type: "mt_text",
    to: [request.to],
    from: request.from,
    body: request.text.toWellFormed(),
    delivery_report: "per_recipient",
    callback_url: request.callbackUrl,
    client_reference: request.attemptId,
    ...(request.validityMinutes !== undefined && {
      expire_at: new Date(Date.now() + request.validityMinutes * MINUTE).toISOString(),
    }),
  };
  const result = await call(account, {
    method: "POST",
    url: `${plan.url}/batches`,
    headers: { ...plan.headers, "content-type": "application/json" },
    body: JSON.stringify(batch),
  });
  return outcomeOf(result, {
    accepted: (json) => {
      const id = text(field(json, "id"));
      return id === undefined ? undefined : { providerMessageId: id };
    },
    refused: (json, status) => ({
      code: refusalCode(status, text(field(json, "code"))),
      text: text(field(json, "text")),
    }),
  });
}

/** The batch by our reference, unless its id is known, then the recipient's report in it. */
export async function lookUpBatch(
  request: Parameters<Sender["lookUp"]>[0],
  plan: Plan,
  account: SenderAccount,
): Promise<LookUpOutcome> {
  const batch = request.providerMessageId ?? (await batchOf(request, plan, account));
  if (typeof batch !== "string") return batch;
  const digits = request.to.replace("+", "");
  const found = { kind: "found", providerMessageId: batch } as const;
  const result = await call(
    account,
    ask(plan, `/batches/${encodeURIComponent(batch)}/delivery_report/${digits}`),
  );
  // The batch is there; its report is written a moment later.
  if (result.kind === "answer" && result.status === 404 && request.providerMessageId === undefined)
    return { ...found, status: "accepted", rawStatus: "no report yet" };
  const word = text(field(jsonOf(result), "status"));
  if (word === undefined) return cannotTell(result);
  const status = SMS_STATUS.get(word.toLowerCase()) ?? "unknown";
  const code = text(field(jsonOf(result), "code"));
  return { ...found, status, rawStatus: word, ...(status === "rejected" && { errorCode: code ?? word }) };
}

async function batchOf(
  { attemptId, sent }: { readonly attemptId: string; readonly sent: number },
  plan: Plan,
  account: SenderAccount,
): Promise<string | LookUpOutcome> {
  const query = new URLSearchParams({
    client_reference: attemptId,
    start_date: new Date(sent - WINDOW).toISOString(),
    page_size: "10",
  });
  const result = await call(account, ask(plan, `/batches?${query}`));
  const batches = field(jsonOf(result), "batches");
  if (!Array.isArray(batches)) return cannotTell(result);
  const ours = list(batches).find((batch) => field(batch, "client_reference") === attemptId);
  const id = text(field(ours, "id"));
  if (id !== undefined) return id;
  // A list that has other batches was not filtered by our reference, so it proves nothing.
  return batches.length === 0 ? notFoundYet(sent) : cannotTell(result);
}

export const testPlan = async (plan: Plan, account: SenderAccount): Promise<TestOutcome> =>
  testOutcomeOf(await call(account, ask(plan, "/batches?page_size=1")), {
    name: "Sinch SMS",
    credentials: "the service plan ID, its token and the region",
    read: (json) => (Array.isArray(field(json, "batches")) ? "" : undefined),
  });

const ask = (plan: Plan, path: string): Call => ({
  method: "GET",
  url: plan.url + path,
  headers: plan.headers,
});
