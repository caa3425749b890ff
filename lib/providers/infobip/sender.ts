import type { Sender, SenderAccount, SendOutcome, SmsRequest, VoiceRequest } from "@/lib/providers/sender";
import { notConfigured } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { call, outcomeOf, refusedHere } from "@/lib/providers/shared/call";
import { field, type Json, list, path, text } from "@/lib/providers/shared/json";
import { plainOrSsml } from "@/lib/providers/shared/speech";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { lookUp } from "./look-up";
import { API_BASE } from "./settings";
import { provenCallback } from "./signature";
import { digits, isDuplicateSubmit, statusOf } from "./wire";

/** Characters of a script that Infobip speaks. */
const SCRIPT_LIMIT = 1400;
/** Minutes: 48 hours. */
const VALIDITY_LIMIT = 2880;
/** Seconds that Infobip waits for the key after the prompt. */
const KEY_SECONDS = 8;

/**
 * SMS API v3 and text-to-speech v3. The attempt's id is the message's id, so a second submission is answered
 * with status 23 and sends nothing. Source: Infobip's OpenAPI documents (SMS, Voice); read 2026-11.
 */
export const infobipSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: true, detectsMachines: true } },
  async send(request, account) {
    if (!account.settings.apiKey) return notConfigured(NO_KEY);
    if (request.channel === "sms") return post(account, "/sms/3/messages", smsOf(request, account));
    const script = scriptOf(request);
    if (script.length > SCRIPT_LIMIT)
      return refusedHere(
        `The script is too long: with its repetition and prompt it has ${script.length} characters, and Infobip takes ${SCRIPT_LIMIT}.`,
        "355",
      );
    if (!request.from.startsWith("+"))
      return refusedHere(
        "A call needs one of your Infobip numbers, with “+”, as its sender.",
        "REJECTED_SENDER",
      );
    return post(account, "/tts/3/advanced", callOf(request, script, account));
  },
  async lookUp(request, account) {
    return account.settings.apiKey ? lookUp(request, account) : { kind: "unknown", why: NO_KEY };
  },
  async test(account) {
    if (!account.settings.apiKey) return { ok: false, code: "incomplete", cause: NO_KEY };
    const url = `${apiBaseOf(account.settings, API_BASE)}/account/1/balance`;
    const result = await call(account, { method: "GET", url, headers: headersOf(account) });
    // A key may be limited to sending; then Infobip knows it and still keeps the balance to itself.
    if (result.kind === "answer" && result.status === 403) return { ok: true };
    return testOutcomeOf(result, {
      name: "Infobip",
      credentials: "the API key",
      read: (json) => {
        const [balance, currency] = [text(field(json, "balance")), text(field(json, "currency"))];
        return balance === undefined ? undefined : `${balance} ${currency ?? ""}`.trim();
      },
    });
  },
};

const NO_KEY = "The API key is missing. Enter it in the connection's settings.";

const headersOf = ({ settings }: SenderAccount) => ({
  authorization: `App ${settings.apiKey}`,
  accept: "application/json",
});

function smsOf(request: SmsRequest, { settings }: SenderAccount): object {
  const minutes = request.validityMinutes;
  const message = {
    sender: digits(request.from),
    destinations: [{ to: digits(request.to), messageId: request.attemptId }],
    content: { text: request.text.toWellFormed() },
    ...(minutes !== undefined && {
      options: {
        validityPeriod: { amount: Math.min(VALIDITY_LIMIT, Math.max(1, minutes)), timeUnit: "MINUTES" },
      },
    }),
    webhooks: {
      delivery: { url: provenCallback(request.callbackUrl, settings), intermediateReport: true },
      contentType: "application/json",
      callbackData: request.attemptId,
    },
  };
  return { messages: [message], options: { includeSmsCountInResponse: true } };
}

/** Infobip has no element that repeats or asks: what is to be heard is written out. */
function scriptOf({ script, repeat, confirm }: VoiceRequest): string {
  const heard = [...Array.from({ length: repeat }, () => script), ...(confirm ? [confirm.prompt] : [])];
  return plainOrSsml(heard.join("\n"));
}

function callOf(request: VoiceRequest, script: string, { settings }: SenderAccount): object {
  const message = {
    from: digits(request.from),
    destinations: [{ to: digits(request.to), messageId: request.attemptId }],
    text: script,
    language: request.language.toLowerCase(), // Infobip's own list has "en-gb"
    ...(request.voice !== undefined && { voice: { name: request.voice } }),
    ...(request.confirm && { maxDtmf: 1, dtmfTimeout: KEY_SECONDS }),
    ...(request.detectMachine && { machineDetection: "continue" }),
    notifyUrl: provenCallback(request.callbackUrl, settings),
    notifyContentType: "application/json",
    notifyContentVersion: 2,
    callbackData: request.attemptId,
  };
  return { messages: [message] };
}

async function post(
  account: SenderAccount,
  resource: "/sms/3/messages" | "/tts/3/advanced",
  body: object,
): Promise<SendOutcome> {
  const result = await call(account, {
    method: "POST",
    url: `${apiBaseOf(account.settings, API_BASE)}${resource}`,
    headers: { ...headersOf(account), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return outcomeOf(result, { accepted: acceptedOf, refused: refusalOf });
}

function acceptedOf(json: Json) {
  const [message] = list(field(json, "messages"));
  const status = field(message, "status");
  const providerMessageId = text(field(message, "messageId"));
  // Refused as a repetition: the first submission is on its way under the same id.
  if (providerMessageId === undefined || (statusOf(status) === "rejected" && !isDuplicateSubmit(status)))
    return undefined;
  const segments = Number(text(path(message, "details", "messageCount")) ?? 0);
  return { providerMessageId, ...(segments > 0 && { segments }) };
}

/** A rejection of the one message inside a 200, or an error body: SMS writes `errorCode`, voice `requestError`. */
function refusalOf(json: Json) {
  const status = field(list(field(json, "messages"))[0], "status");
  if (status !== undefined)
    return statusOf(status) === "rejected"
      ? { code: text(field(status, "name")), text: text(field(status, "description")) }
      : undefined;
  const exception = path(json, "requestError", "serviceException");
  const code = text(field(json, "errorCode")) ?? text(field(exception, "messageId"));
  const sentence = text(field(json, "description")) ?? text(field(exception, "text"));
  return code === undefined && sentence === undefined ? undefined : { code, text: sentence };
}
