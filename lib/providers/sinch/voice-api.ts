import { LISTEN_SECONDS, MAX_CALL_SECONDS } from "@/lib/domain/channel/voice";
import type {
  LookUpOutcome,
  SenderAccount,
  SendOutcome,
  TestOutcome,
  VoiceRequest,
} from "@/lib/providers/sender";
import { cannotTell, jsonOf, notSupported, refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type CallResult, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, path, text } from "@/lib/providers/shared/json";
import { localeIn } from "@/lib/providers/shared/locale";
import { priceOf } from "@/lib/providers/shared/money";
import { speakable } from "@/lib/providers/shared/speech";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { applicationSignature } from "./signature";
import { CALL_RESULT, CONFIRMED, callErrorCode, TTS_LOCALES } from "./wire";

/** Sinch Voice: callouts, signed by the application. Source: Sinch's Voice OpenAPI document, read 2026-11. */
type Application = { readonly key: string; readonly secret: string; readonly base: string };

/** Undefined: the connection has no voice application. */
export function applicationOf({ settings }: SenderAccount): Application | undefined {
  const { applicationKey: key, applicationSecret: secret } = settings;
  if (!key || !secret) return undefined;
  return { key, secret, base: apiBaseOf(settings, "https://calling.api.sinch.com") };
}

export async function sendCallout(
  request: VoiceRequest,
  application: Application,
  account: SenderAccount,
): Promise<SendOutcome> {
  // With a key to press it does not matter who picked up: no machine presses it.
  if (request.detectMachine && !request.confirm)
    return notSupported(
      "Sinch's spoken calls can't tell a person from an answering machine. Switch the detection off in this step, or call through another connection.",
    );
  const locale = request.voice ?? localeIn(TTS_LOCALES, request.language);
  if (locale === undefined) return notSupported(`Sinch does not speak the language “${request.language}”.`);
  const body = JSON.stringify(request.confirm ? menuCall(request, locale) : spokenCall(request, locale));
  const result = await signed(account, application, "POST", "/calling/v1/callouts", body);
  return outcomeOf(result, {
    accepted: (json) => {
      const id = text(field(json, "callId"));
      return id === undefined ? undefined : { providerMessageId: id };
    },
    refused: (json, status) => ({
      code: refusalCode(status, text(field(json, "errorCode"))),
      text: text(field(json, "message")),
    }),
  });
}

/** `custom` comes back in every callback: their address is the application's, the same for all calls. */
const addressed = ({ from, to, attemptId }: VoiceRequest) => ({
  cli: from,
  destination: { type: "number", endpoint: to },
  custom: attemptId,
});

function spokenCall(request: VoiceRequest, locale: string) {
  const spoken = Array.from({ length: request.repeat }, () => speakable(request.script)).join("\n\n");
  return {
    method: "ttsCallout",
    ttsCallout: {
      ...addressed(request),
      domain: "pstn",
      locale,
      text: spoken,
      // Sinch waits for a call plan in the answer to ACE, which our webhook does not give.
      enableAce: false,
      enableDice: true,
      enablePie: false,
    },
  };
}

/** The menu runs when the call is answered; the key that was pressed is reported by a PIE callback. */
function menuCall(request: VoiceRequest, locale: string) {
  const prompt = `${tts(request.script)};${tts(request.confirm?.prompt ?? "")}`;
  const menu = {
    id: "main",
    mainPrompt: prompt,
    repeatPrompt: prompt,
    repeats: request.repeat - 1,
    maxDigits: 1,
    timeoutMills: LISTEN_SECONDS * 1000,
    options: [{ dtmf: "1", action: `return(${CONFIRMED})` }],
  };
  const action = { name: "runMenu", barge: true, locale, mainMenu: "main", menus: [menu] };
  return {
    method: "customCallout",
    customCallout: {
      ...addressed(request),
      maxDuration: MAX_CALL_SECONDS,
      ace: JSON.stringify({ instructions: [], action }),
    },
  };
}

/** "]" and ";" end a prompt, so they become what is spoken alike. */
const tts = (script: string): string =>
  `#tts[${speakable(script).replaceAll("[", "(").replaceAll("]", ")").replaceAll(";", ",")}]`;

export async function lookUpCallout(
  callId: string | undefined,
  application: Application,
  account: SenderAccount,
): Promise<LookUpOutcome> {
  if (callId === undefined)
    return { kind: "unknown", why: "Sinch can be asked about a call only by its own id, which never came." };
  const result = await signed(
    account,
    application,
    "GET",
    `/calling/v1/calls/id/${encodeURIComponent(callId)}`,
  );
  const json = jsonOf(result);
  const state = text(field(json, "status"));
  if (state === undefined) return cannotTell(result);
  const found = { kind: "found", providerMessageId: callId } as const;
  if (state !== "FINAL") return { ...found, status: "sent", rawStatus: state };
  const word = text(field(json, "result")) ?? state;
  const status = CALL_RESULT.get(word.toUpperCase()) ?? "unknown";
  const price = priceOf(path(json, "debit", "amount"), path(json, "debit", "currencyId"));
  return {
    ...found,
    status,
    rawStatus: word,
    ...(status === "rejected" && {
      errorCode: callErrorCode(word.toUpperCase(), text(field(json, "reason"))?.toUpperCase()),
    }),
    ...(price && { price }),
  };
}

export async function testApplication(
  application: Application,
  account: SenderAccount,
): Promise<TestOutcome> {
  // The application's own settings are on a host of their own, except behind a proxy.
  const base = apiBaseOf(account.settings, "https://callingapi.sinch.com");
  const path = `/v1/configuration/callbacks/applications/${encodeURIComponent(application.key)}`;
  const result = await signed(account, { ...application, base }, "GET", path);
  return testOutcomeOf(result, {
    name: "Sinch Voice",
    credentials: "the voice application's key and secret",
    read: (json) => (field(json, "url") === undefined ? undefined : ""),
  });
}

/** Sinch signs what it receives: the path without host and proxy prefix. */
function signed(
  account: SenderAccount,
  { key, secret, base }: Application,
  method: "GET" | "POST",
  path: string,
  body = "",
): Promise<CallResult> {
  const timestamp = new Date().toISOString();
  const headers = { "content-type": "application/json", "x-timestamp": timestamp };
  const bytes = new TextEncoder().encode(body);
  const signature = applicationSignature(secret, { method, headers, body: bytes, path }, timestamp);
  return call(account, {
    method,
    url: base + path,
    headers: { ...headers, accept: "application/json", authorization: `Application ${key}:${signature}` },
    ...(body !== "" && { body }),
  });
}
