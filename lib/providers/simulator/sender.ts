import { smsSize } from "@/lib/domain/channel/sms";
import type {
  LookUpOutcome,
  Sender,
  SenderAccount,
  SendOutcome,
  SendRequest,
  TestOutcome,
} from "@/lib/providers/sender";
import { cannotTell, jsonOf, notConfigured } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call, outcomeOf } from "@/lib/providers/shared/call";
import { field, type Json, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { speakable } from "@/lib/providers/shared/speech";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { answerLater, latestStatus } from "./answer";
import { statusOf } from "./wire";

/**
 * Without an API base address nothing leaves: every send is accepted, and statuses follow by webhook as real
 * ones would. With one, it is a small provider's API, for tests and for an operator's own gateway:
 * `POST /messages` or `/calls` with the request as JSON → `{"id", "price"?: {"amount", "currency"}, "segments"?}`,
 * or 4xx with `{"error": {"code", "text"}}`; `GET /messages/{attemptId}` → `{"id", "status", "error"?, "price"?}`
 * or 404 with `{"error": {"code": "not_found"}}`; `GET /` → any JSON object. All with `Authorization: Bearer` and the connection's secret.
 */
export const simulatorSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: true, detectsMachines: true } },

  async send(request, account) {
    const { secret, apiBase } = account.settings;
    if (!secret) return notConfigured(NO_SECRET);
    if (apiBase) return post(request, account);
    const id = `sim-${request.attemptId}`;
    answerLater(request, id, secret);
    const segments = request.channel === "sms" ? smsSize(request.text).segments : undefined;
    const answer = JSON.stringify({ id, ...(segments !== undefined && { segments }) });
    return { kind: "accepted", providerMessageId: id, ...(segments !== undefined && { segments }), answer };
  },

  async lookUp({ attemptId }, account) {
    return account.settings.apiBase ? ask(attemptId, account) : recall(attemptId);
  },

  async test(account): Promise<TestOutcome> {
    if (!account.settings.secret) return { ok: false, code: "incomplete", cause: NO_SECRET };
    if (!account.settings.apiBase) return { ok: true, detail: "Nothing is sent to anyone." };
    const result = await call(account, {
      method: "GET",
      url: `${baseOf(account)}/`,
      headers: headersOf(account),
    });
    return testOutcomeOf(result, {
      name: "The simulator",
      credentials: "the secret",
      read: (json) => (typeof json === "object" && json !== null ? "" : undefined),
    });
  },
};

const NO_SECRET = "No secret is saved in this connection.";

const baseOf = ({ settings }: SenderAccount): string => apiBaseOf(settings, "");
const headersOf = ({ settings }: SenderAccount) => ({
  authorization: `Bearer ${settings.secret}`,
  accept: "application/json",
});

async function post(request: SendRequest, account: SenderAccount): Promise<SendOutcome> {
  const result = await call(account, {
    method: "POST",
    url: `${baseOf(account)}/${request.channel === "voice" ? "calls" : "messages"}`,
    headers: { ...headersOf(account), "content-type": "application/json" },
    body: JSON.stringify(wellFormed(request)),
  });
  return outcomeOf(result, {
    accepted: (json) => {
      const id = text(field(json, "id"));
      if (id === undefined) return undefined;
      const segments = Number(text(field(json, "segments")));
      return { providerMessageId: id, ...(segments > 0 && { segments }), ...priceIn(json) };
    },
    refused: (json) => ({
      code: text(path(json, "error", "code")),
      text: text(path(json, "error", "text")),
    }),
  });
}

const wellFormed = (request: SendRequest): SendRequest =>
  request.channel === "sms"
    ? { ...request, text: request.text.toWellFormed() }
    : { ...request, script: speakable(request.script) };

async function ask(attemptId: string, account: SenderAccount): Promise<LookUpOutcome> {
  const url = `${baseOf(account)}/messages/${encodeURIComponent(attemptId)}`;
  const result = await call(account, { method: "GET", url, headers: headersOf(account) });
  // Not any 404: a mistyped address gives one as well, and proves nothing.
  if (result.kind === "answer" && result.status === 404 && path(result.json, "error", "code") === "not_found")
    return { kind: "absent" };
  const json = jsonOf(result);
  const id = text(field(json, "id"));
  const word = text(field(json, "status"));
  if (id === undefined || word === undefined) return cannotTell(result);
  return {
    kind: "found",
    providerMessageId: id,
    status: statusOf(word),
    rawStatus: word,
    ...errorIn(statusOf(word), field(json, "error")),
    ...priceIn(json),
  };
}

function recall(attemptId: string): LookUpOutcome {
  const latest = latestStatus(attemptId);
  if (latest === undefined)
    return { kind: "unknown", why: "The simulator remembers only what this process has sent." };
  const word = latest?.status ?? "accepted";
  return {
    kind: "found",
    providerMessageId: `sim-${attemptId}`,
    status: statusOf(word),
    rawStatus: word,
    ...errorIn(statusOf(word), latest?.error),
  };
}

const errorIn = (status: string, error: Json) =>
  status === "rejected"
    ? { errorCode: text(field(error, "code")), errorText: text(field(error, "text")) }
    : {};

function priceIn(json: Json) {
  const price = priceOf(path(json, "price", "amount"), path(json, "price", "currency"));
  return price ? { price } : {};
}
