import type { SenderAccount, SendOutcome, SmsRequest, TestOutcome } from "@/lib/providers/sender";
import { refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type CallResult, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, path, text } from "@/lib/providers/shared/json";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { forgetToken, tokenOf } from "./token";

/** Sinch Conversation API v1, SMS. Source: Sinch's Conversation OpenAPI document, read 2026-11. */
type App = { readonly project: string; readonly appId: string; readonly authUrl: string };

/** Undefined: the connection has no Conversation app that may send. */
export function appOf({ settings }: SenderAccount): App | undefined {
  const { projectId, appId, accessKey, accessSecret, region } = settings;
  if (!projectId || !appId || !accessKey || !accessSecret) return undefined;
  const base = apiBaseOf(settings, `https://${region || "us"}.conversation.api.sinch.com`);
  const project = `${base}/v1/projects/${encodeURIComponent(projectId)}`;
  return { project, appId, authUrl: apiBaseOf(settings, "https://auth.sinch.com") };
}

export async function sendMessage(
  request: SmsRequest,
  app: App,
  account: SenderAccount,
): Promise<SendOutcome> {
  const identity = { channel: "SMS", identity: request.to.replace("+", "") };
  const message = {
    app_id: app.appId,
    recipient: { identified_by: { channel_identities: [identity] } },
    message: { text_message: { text: request.text.toWellFormed() } },
    channel_properties: { SMS_SENDER: request.from },
    callback_url: request.callbackUrl,
    // correlation_id is dropped by apps that keep nothing; the metadata always comes back.
    message_metadata: request.attemptId,
    ...(request.validityMinutes !== undefined && { ttl: `${request.validityMinutes * 60}s` }),
  };
  const body = JSON.stringify(message);
  const reply = await authorised(account, app, "POST", `${app.project}/messages:send`, body);
  if ("outcome" in reply) return reply.outcome;
  return outcomeOf(reply.result, {
    accepted: (json) => {
      const id = text(field(json, "message_id"));
      return id === undefined ? undefined : { providerMessageId: id };
    },
    refused: (json, status) => ({
      code: refusalCode(status, text(path(json, "error", "status"))),
      text: text(path(json, "error", "message")),
    }),
  });
}

export async function testApp(app: App, account: SenderAccount): Promise<TestOutcome> {
  const url = `${app.project}/apps/${encodeURIComponent(app.appId)}`;
  const reply = await authorised(account, app, "GET", url);
  if ("outcome" in reply) {
    const code = reply.outcome.kind === "refused" ? "not_accepted" : "unreachable";
    return { ok: false, code, cause: causeOf(reply.outcome) };
  }
  return testOutcomeOf(reply.result, {
    name: "Sinch",
    credentials: "the project ID, the app ID and the access key",
    read: (json) => (field(json, "id") === undefined ? undefined : (text(field(json, "display_name")) ?? "")),
  });
}

const causeOf = (outcome: SendOutcome): string =>
  outcome.kind === "refused" ? outcome.text : outcome.kind === "accepted" ? "" : outcome.why;

/** With a token; once more with a new one when it was withdrawn early (401: nothing was done with the request). */
async function authorised(
  account: SenderAccount,
  app: App,
  method: "GET" | "POST",
  url: string,
  body?: string,
): Promise<{ readonly result: CallResult } | { readonly outcome: SendOutcome }> {
  for (let last = false; ; last = true) {
    const token = await tokenOf(account, app.authUrl);
    if (typeof token !== "string") return { outcome: token };
    const headers = {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const result = await call(account, { method, url, headers, body });
    if (last || result.kind !== "answer" || result.status !== 401) return { result };
    forgetToken(account, app.authUrl);
  }
}
