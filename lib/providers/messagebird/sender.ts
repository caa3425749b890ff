import type {
  LookUpOutcome,
  Sender,
  SenderAccount,
  SendOutcome,
  SendRequest,
  SmsRequest,
  VoiceRequest,
} from "@/lib/providers/sender";
import { cannotTell, jsonOf, notConfigured, notSupported, refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type CallResult, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, type Json, list, path, text } from "@/lib/providers/shared/json";
import { localeIn } from "@/lib/providers/shared/locale";
import { priceOf } from "@/lib/providers/shared/money";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import { speakable } from "@/lib/providers/shared/speech";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { REST_URL, statusOf, TTS_LANGUAGES } from "./wire";

/**
 * MessageBird's REST API: /messages for SMS, /voicemessages for spoken calls. No idempotency key; `reference`
 * holds the attempt's id, and without it no report is sent. Sources, read 2026-11: MessageBird's REST SDKs.
 */
export const messagebirdSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: false, detectsMachines: true } },

  async send(request, account) {
    if (!account.settings.accessKey) return notConfigured(NO_KEY);
    const from = request.from || account.settings.originator;
    if (!from) return notConfigured("Neither this step nor the connection names an originator.");
    return request.channel === "voice"
      ? sendVoice({ ...request, from }, account)
      : sendSms({ ...request, from }, account);
  },

  async lookUp(request, account) {
    if (!account.settings.accessKey) return { kind: "unknown", why: NO_KEY };
    const resource = request.channel === "voice" ? "/voicemessages" : "/messages";
    const id = request.providerMessageId;
    if (id !== undefined) {
      const result = await get(account, `${resource}/${encodeURIComponent(id)}`);
      return foundIn(jsonOf(result), request) ?? cannotTell(result);
    }
    const result = await get(account, `${resource}?limit=${LISTED}`);
    const page = jsonOf(result);
    const ours = list(field(page, "items")).find((item) => field(item, "reference") === request.attemptId);
    if (ours !== undefined) return foundIn(ours, request) ?? cannotTell(result);
    // Absent is proven only by a list that holds everything since the request left.
    return reachesBack(page, request.sent) ? notFoundYet(request.sent) : cannotTell(result);
  },

  async test(account) {
    if (!account.settings.accessKey) return { ok: false, code: "incomplete", cause: NO_KEY };
    return testOutcomeOf(await get(account, "/balance"), {
      name: "MessageBird",
      credentials: "the access key",
      read: balanceOf,
    });
  },
};

const NO_KEY = "No access key is saved in this connection.";
/** Messages in one look-up, newest first. */
const LISTED = 100;

/** Numbers without "+"; the report's address tells SMS from voice, which the report itself does not. */
function addressed({ attemptId, to, from, callbackUrl, channel }: SendRequest) {
  const reportUrl = new URL(callbackUrl);
  reportUrl.searchParams.set("channel", channel);
  return {
    originator: from.replace(/^\+/, ""),
    recipients: [to.replace("+", "")],
    reference: attemptId,
    reportUrl: reportUrl.href,
  };
}

async function sendSms(request: SmsRequest, account: SenderAccount): Promise<SendOutcome> {
  const message = {
    type: "sms",
    ...addressed(request),
    body: request.text.toWellFormed(),
    datacoding: "auto",
    ...(request.validityMinutes !== undefined && { validity: request.validityMinutes * 60 }),
  };
  return accepted(await post(account, "/messages", message));
}

async function sendVoice(request: VoiceRequest, account: SenderAccount): Promise<SendOutcome> {
  if (request.confirm)
    return notSupported("MessageBird's spoken calls can't take a key. Leave out “press 1” in this step.");
  if (!/^\+?\d+$/.test(request.from))
    return notSupported(
      "A call comes from a number. Give this step a number with country code as its sender.",
    );
  const language = localeIn(TTS_LANGUAGES, request.language);
  if (language === undefined)
    return notSupported(`MessageBird does not speak the language “${request.language}”.`);
  const voice = request.voice?.toLowerCase() ?? "female";
  if (voice !== "female" && voice !== "male")
    return notSupported("MessageBird has two voices, “female” and “male”. Choose one of them in this step.");
  const message = {
    ...addressed(request),
    body: speakable(request.script),
    language,
    voice,
    repeat: request.repeat,
    // "delay" listens who is there, and speaks to a machine after its greeting.
    ifMachine: request.detectMachine ? "delay" : "continue",
  };
  return accepted(await post(account, "/voicemessages", message));
}

const accepted = (result: CallResult): SendOutcome =>
  outcomeOf(result, {
    accepted: (json) => {
      const id = text(field(json, "id"));
      if (id === undefined) return undefined;
      const [recipient] = list(path(json, "recipients", "items"));
      const segments = Number(text(field(recipient, "messagePartCount")));
      const price = priceIn(recipient);
      return {
        providerMessageId: id,
        ...(segments > 0 && { segments }),
        ...(price && { price }),
      };
    },
    refused: (json, status) => {
      const [error] = list(field(json, "errors"));
      const code = text(field(error, "code"));
      return {
        // "api:" keeps these apart from the numbers in the reports of SMS, which mean other things.
        code: refusalCode(status, code && `api:${code}`),
        text: text(field(error, "description")) ?? text(field(error, "message")),
      };
    },
  });

const priceIn = (recipient: Json) =>
  priceOf(path(recipient, "price", "amount"), path(recipient, "price", "currency"));

function foundIn(message: Json, request: Parameters<Sender["lookUp"]>[0]): LookUpOutcome | undefined {
  const id = text(field(message, "id"));
  const recipients = list(path(message, "recipients", "items"));
  const digits = request.to.replace("+", "");
  const ours = recipients.find((one) => text(field(one, "recipient")) === digits) ?? recipients[0];
  const word = text(field(ours, "status"));
  if (id === undefined || word === undefined) return undefined;
  const status = statusOf(request.channel, word);
  const price = priceIn(ours);
  return {
    kind: "found",
    providerMessageId: id,
    status,
    rawStatus: word,
    ...(status === "rejected" && {
      errorCode: text(field(ours, "statusErrorCode")) ?? word,
      errorText: text(field(ours, "statusReason")),
    }),
    ...(price && { price }),
  };
}

/** Whether the list, newest first, goes back to before the request left, or holds all that there is. */
function reachesBack(page: Json, sent: number): boolean {
  const items = list(field(page, "items"));
  if (field(page, "totalCount") === items.length) return true;
  const newest = createdOf(items[0]);
  const oldest = createdOf(items.at(-1));
  return newest > oldest && oldest < sent - WINDOW;
}

/** Milliseconds since the epoch; NaN where it can't be read, which compares as false. */
const createdOf = (message: Json): number => Date.parse(text(field(message, "createdDatetime")) ?? "");

function balanceOf(json: Json): string | undefined {
  const amount = text(field(json, "amount"));
  const kind = text(field(json, "type"));
  return amount === undefined ? undefined : `Balance: ${amount} ${kind ?? ""}`.trim();
}

const headersOf = ({ settings }: SenderAccount) => ({
  authorization: `AccessKey ${settings.accessKey}`,
  accept: "application/json",
});

const get = (account: SenderAccount, path: string): Promise<CallResult> =>
  call(account, {
    method: "GET",
    url: apiBaseOf(account.settings, REST_URL) + path,
    headers: headersOf(account),
  });

const post = (account: SenderAccount, path: string, body: object): Promise<CallResult> =>
  call(account, {
    method: "POST",
    url: apiBaseOf(account.settings, REST_URL) + path,
    headers: { ...headersOf(account), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
