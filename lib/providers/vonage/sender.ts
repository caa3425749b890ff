import type { Sender, SenderAccount, SendOutcome, SmsRequest, VoiceRequest } from "@/lib/providers/sender";
import { notConfigured } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call, outcomeOf, refusedHere } from "@/lib/providers/shared/call";
import { field, text } from "@/lib/providers/shared/json";
import { asApplication, asEither } from "./access";
import { testAccess } from "./check";
import { lookUp } from "./look-up";
import { nccoOf, VOICE } from "./ncco";
import { API_BASE } from "./settings";
import { digits, refusalOf } from "./wire";

/** Characters that one talk action takes. */
const TALK_LIMIT = 1500;
/** Seconds: a week. */
const TTL_LIMIT = 604_800;

/**
 * Messages API v1 and Voice API v1: no idempotency key, so a request is written once.
 * Source: vonage-node-sdk (messages, voice), Nexmo/api-specification voice.yml; read 2026-11.
 */
export const vonageSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: true, detectsMachines: true } },
  send: (request, account) =>
    request.channel === "sms" ? sendSms(request, account) : sendCall(request, account),
  lookUp,
  test: testAccess,
};

async function sendSms(request: SmsRequest, account: SenderAccount): Promise<SendOutcome> {
  const ttl = request.validityMinutes && Math.min(TTL_LIMIT, Math.max(1, request.validityMinutes * 60));
  const message = {
    channel: "sms",
    message_type: "text",
    to: digits(request.to),
    from: digits(request.from),
    text: request.text.toWellFormed(),
    ...(ttl !== undefined && { ttl }),
    client_ref: request.attemptId,
    webhook_url: request.callbackUrl,
    webhook_version: "v1",
  };
  return post(account, "/v1/messages", message, "message_uuid");
}

async function sendCall(request: VoiceRequest, account: SenderAccount): Promise<SendOutcome> {
  if (!request.from.startsWith("+"))
    return refusedHere("A call needs one of your Vonage numbers, with “+”, as its sender.", "1120");
  if (request.voice !== undefined && !VOICE.test(request.voice))
    return refusedHere("Vonage numbers its voices: write for instance “0” or “2 premium”.", "1150");
  const ncco = nccoOf(request);
  const longest = Math.max(request.script.length, request.confirm?.prompt.length ?? 0);
  if (longest > TALK_LIMIT)
    return refusedHere(
      `The script is too long: it has ${longest} characters, and Vonage takes ${TALK_LIMIT}.`,
      "1090",
    );
  const order = {
    to: [{ type: "phone", number: digits(request.to) }],
    from: { type: "phone", number: digits(request.from) },
    ncco,
    event_url: [request.callbackUrl],
    event_method: "POST",
    ...(request.detectMachine && { machine_detection: "continue" }),
  };
  return post(account, "/v1/calls", order, "uuid");
}

async function post(
  account: SenderAccount,
  path: "/v1/messages" | "/v1/calls",
  body: object,
  idField: "message_uuid" | "uuid",
): Promise<SendOutcome> {
  const access = path === "/v1/calls" ? asApplication(account) : asEither(account);
  if ("missing" in access) return notConfigured(access.missing);
  const result = await call(account, {
    method: "POST",
    url: `${apiBaseOf(account.settings, API_BASE)}${path}`,
    headers: { ...access, accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return outcomeOf(result, {
    accepted: (json) => {
      const providerMessageId = text(field(json, idField));
      return providerMessageId === undefined ? undefined : { providerMessageId };
    },
    refused: refusalOf,
  });
}
