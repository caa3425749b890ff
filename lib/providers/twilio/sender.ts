import type { Sender, SenderAccount, SendOutcome, SmsRequest, VoiceRequest } from "@/lib/providers/sender";
import { notConfigured } from "@/lib/providers/shared/answer";
import { call, outcomeOf, refusedHere } from "@/lib/providers/shared/call";
import { field, text } from "@/lib/providers/shared/json";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { accessOf, type TwilioAccess } from "./access";
import { lookUp } from "./look-up";
import { twimlOf } from "./twiml";

/** Characters of inline TwiML that Twilio takes. */
const TWIML_LIMIT = 4000;
/** Seconds that Twilio keeps a message in its queue at most. */
const VALIDITY_LIMIT = 36_000;

/**
 * Programmable Messaging and Voice, API 2010-04-01: no idempotency key, so a request is written once.
 * Source: twilio-oai, twilio_api_v2010 (April 2026).
 */
export const twilioSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: true, calls: { pressToConfirm: true, detectsMachines: true } },
  pricesLater: true,
  async send(request, account) {
    const access = accessOf(account);
    if ("missing" in access) return notConfigured(access.missing);
    return request.channel === "sms"
      ? post(account, access, "Messages", smsForm(request, account))
      : sendCall(request, account, access);
  },
  async lookUp(request, account) {
    const access = accessOf(account);
    return "missing" in access ? { kind: "unknown", why: access.missing } : lookUp(request, account, access);
  },
  async test(account) {
    const access = accessOf(account);
    if ("missing" in access) return { ok: false, code: "incomplete", cause: access.missing };
    // An API key may not read the account itself, but what it sends.
    const url = access.byKey ? `${access.url}/Messages.json?PageSize=1` : `${access.url}.json`;
    const result = await call(account, { method: "GET", url, headers: access.headers });
    return testOutcomeOf(result, {
      name: "Twilio",
      credentials: access.byKey
        ? "the account SID, the API key SID and its secret"
        : "the account SID and the auth token",
      read: (json) => {
        if (access.byKey) return Array.isArray(field(json, "messages")) ? "" : undefined;
        return text(field(json, "sid")) && (text(field(json, "friendly_name")) ?? "");
      },
    });
  },
};

function smsForm(request: SmsRequest, { settings }: SenderAccount): URLSearchParams {
  const form = new URLSearchParams({ To: request.to });
  // The messaging service chooses the sender by country, unless a rule names another one than the usual.
  if (settings.messagingServiceSid) form.set("MessagingServiceSid", settings.messagingServiceSid);
  if (!settings.messagingServiceSid || (request.from !== "" && request.from !== settings.from))
    form.set("From", request.from);
  form.set("Body", request.text.toWellFormed());
  form.set("StatusCallback", request.callbackUrl);
  if (request.validityMinutes !== undefined)
    form.set("ValidityPeriod", String(Math.min(VALIDITY_LIMIT, Math.max(1, request.validityMinutes * 60))));
  return form;
}

async function sendCall(
  request: VoiceRequest,
  account: SenderAccount,
  access: TwilioAccess,
): Promise<SendOutcome> {
  if (!request.from.startsWith("+"))
    return refusedHere("A call needs one of your Twilio numbers, with “+”, as its sender.", "21212");
  const twiml = twimlOf(request);
  if (twiml.length > TWIML_LIMIT)
    return refusedHere(
      `The script is too long: with its markup it has ${twiml.length} characters, and Twilio takes ${TWIML_LIMIT}.`,
      "21617",
    );
  const form = new URLSearchParams({ To: request.to, From: request.from, Twiml: twiml });
  form.set("StatusCallback", request.callbackUrl);
  form.set("StatusCallbackMethod", "POST");
  for (const event of ["initiated", "ringing", "answered", "completed"])
    form.append("StatusCallbackEvent", event);
  if (request.detectMachine) {
    form.set("MachineDetection", "Enable");
    // In the background: otherwise a person hears silence for the seconds that the detection takes.
    form.set("AsyncAmd", "true");
    form.set("AsyncAmdStatusCallback", request.callbackUrl);
    form.set("AsyncAmdStatusCallbackMethod", "POST");
  }
  return post(account, access, "Calls", form);
}

async function post(
  account: SenderAccount,
  access: TwilioAccess,
  resource: "Messages" | "Calls",
  form: URLSearchParams,
): Promise<SendOutcome> {
  const result = await call(account, {
    method: "POST",
    url: `${access.url}/${resource}.json`,
    headers: { ...access.headers, "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  return outcomeOf(result, {
    accepted: (json) => {
      const providerMessageId = text(field(json, "sid"));
      // "0" while a messaging service has not chosen the sender yet.
      const segments = Number(text(field(json, "num_segments")) ?? 0);
      if (providerMessageId === undefined) return undefined;
      return { providerMessageId, ...(segments > 0 && { segments }) };
    },
    refused: (json) => {
      const code = text(field(json, "code"));
      return code === undefined ? undefined : { code, text: text(field(json, "message")) };
    },
  });
}
