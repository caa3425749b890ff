import { expect } from "vitest";
import { child, readXml, textIn } from "@/lib/providers/contract/read-xml";
import type { Recorded } from "@/lib/providers/contract/recording-server";
import { CALL, CALLBACK, FROM, type SenderCases, SMS, TO } from "@/lib/providers/contract/sender-cases";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { signatureOf } from "./signature";
import { parseForm } from "./wire";

const ACCOUNT = `AC${"0123456789abcdef".repeat(2)}`;
const SID = "SM4f0c1a2b3c4d5e6f708192a3b4c5d6e7";
const CALL_SID = "CA4f0c1a2b3c4d5e6f708192a3b4c5d6e7";
const KEY = { apiKeySid: `SK${"a1".repeat(16)}`, apiKeySecret: "made-up-api-key-secret" };
const TOKEN = "made-up-auth-token-0123456789";

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** Every form field with all its values. */
function formOf({ body }: Recorded): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(form.keys())].map((key) => {
      const values = form.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}

function checkPost(request: Recorded, resource: string, authorization: string): void {
  expect(request).toMatchObject({ method: "POST", path: `/2010-04-01/Accounts/${ACCOUNT}/${resource}.json` });
  expect(request.headers).toMatchObject({
    authorization,
    "content-type": "application/x-www-form-urlencoded",
  });
}

const CALL_FORM = {
  To: TO,
  From: FROM,
  StatusCallback: CALLBACK,
  StatusCallbackMethod: "POST",
  StatusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
};

const message = { sid: SID, status: "queued", num_segments: "2", error_code: null, price: null, to: TO };
const problem = (status: number, code: number, text: string) => ({
  status,
  body: { code, message: text, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

const listed = (sent: number, after: number, over: object = {}) => ({
  sid: SID,
  status: "delivered",
  direction: "outbound-api",
  date_created: new Date(sent + after).toUTCString(),
  price: "-0.00790",
  price_unit: "USD",
  error_code: null,
  error_message: null,
  ...over,
});

function callback(fields: Readonly<Record<string, string>>) {
  return (settings: Settings): WebhookRequest => {
    const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
    const form = parseForm(body) ?? new Map();
    return {
      method: "POST",
      url: CALLBACK,
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=UTF-8",
        "x-twilio-signature": signatureOf(settings.authToken ?? "", CALLBACK, form),
      },
      body,
    };
  };
}

const ofCall = { CallSid: CALL_SID, AccountSid: ACCOUNT, To: TO, From: FROM, Direction: "outbound-api" };

export const twilioCases: SenderCases = {
  settings: { accountSid: ACCOUNT, authToken: TOKEN },
  sends: [
    {
      name: "an SMS",
      request: { ...SMS, validityMinutes: 90 },
      answer: { status: 201, body: message },
      accepted: { providerMessageId: SID, segments: 2 },
      check: (request) => {
        checkPost(request, "Messages", basic(ACCOUNT, TOKEN));
        expect(formOf(request)).toEqual({
          To: TO,
          From: FROM,
          Body: SMS.text,
          StatusCallback: CALLBACK,
          ValidityPeriod: "5400",
        });
      },
    },
    {
      name: "an SMS through a messaging service, with an API key; a day is more than Twilio's ten hours",
      request: { ...SMS, validityMinutes: 1440 },
      settings: { ...KEY, messagingServiceSid: `MG${"b2".repeat(16)}`, from: FROM },
      answer: { status: 201, body: { ...message, status: "accepted", num_segments: "0" } },
      accepted: { providerMessageId: SID },
      check: (request) => {
        checkPost(request, "Messages", basic(KEY.apiKeySid, KEY.apiKeySecret));
        expect(formOf(request)).toEqual({
          To: TO,
          MessagingServiceSid: `MG${"b2".repeat(16)}`,
          Body: SMS.text,
          StatusCallback: CALLBACK,
          ValidityPeriod: "36000",
        });
      },
    },
    {
      name: "a call",
      request: CALL,
      answer: { status: 201, body: { sid: CALL_SID, status: "queued", price: null } },
      accepted: { providerMessageId: CALL_SID },
      check: (request) => {
        checkPost(request, "Calls", basic(ACCOUNT, TOKEN));
        const { Twiml, ...form } = formOf(request);
        expect(form).toEqual(CALL_FORM);
        expect(Twiml).toBe(`<Response><Say language="en-GB">${CALL.script}</Say></Response>`);
      },
    },
    {
      name: "a call that asks for a key, twice, and detects machines",
      request: {
        ...CALL,
        callbackUrl: `${CALLBACK}&x=1`,
        script: "<b>Tom & Jerry's</b>",
        voice: "Polly.Amy",
        repeat: 2,
        confirm: { prompt: 'Press "1"' },
        detectMachine: true,
      },
      answer: { status: 201, body: { sid: CALL_SID, status: "queued" } },
      accepted: { providerMessageId: CALL_SID },
      check: (request) => {
        const { Twiml, ...form } = formOf(request);
        expect(form).toEqual({
          ...CALL_FORM,
          StatusCallback: `${CALLBACK}&x=1`,
          MachineDetection: "Enable",
          AsyncAmd: "true",
          AsyncAmdStatusCallback: `${CALLBACK}&x=1`,
          AsyncAmdStatusCallbackMethod: "POST",
        });
        const gather = child(readXml(String(Twiml)), "Gather");
        expect(gather.attributes).toEqual({
          input: "dtmf",
          numDigits: "1",
          method: "POST",
          timeout: "8",
          action: `${CALLBACK}&x=1`,
        });
        expect(gather.children).toEqual([
          {
            name: "Say",
            attributes: { language: "en-GB", voice: "Polly.Amy", loop: "2" },
            children: ["<b>Tom & Jerry's</b>"],
          },
          { name: "Say", attributes: { language: "en-GB", voice: "Polly.Amy" }, children: ['Press "1"'] },
        ]);
      },
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: problem(400, 21211, "The 'To' number +447700900123 is not a valid phone number."),
      code: "21211",
      class: "unreachable",
    },
    {
      channel: "sms",
      answer: problem(400, 21610, "Attempt to send to unsubscribed recipient"),
      code: "21610",
      class: "opted_out",
    },
    {
      channel: "sms",
      answer: problem(403, 21408, "Permission to send an SMS has not been enabled for the region."),
      code: "21408",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: problem(401, 20003, "Authenticate"),
      code: "20003",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: problem(400, 21217, "Phone number does not appear to be valid"),
      code: "21217",
      class: "unreachable",
    },
    {
      channel: "voice",
      answer: problem(404, 20404, "The requested resource was not found"),
      code: "20404",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "a call from a name", request: { ...CALL, from: "Shop" }, text: /Twilio numbers/ },
    { name: "a script past TwiML's limit", request: { ...CALL, script: "&".repeat(900) }, text: /4000/ },
  ],
  textOf: (request) => new URLSearchParams(request.body).get("Body") ?? "",
  spokenOf: (request) => textIn(child(readXml(new URLSearchParams(request.body).get("Twiml") ?? ""), "Say")),
  lookUps: [
    {
      name: "a message by its id, with its price",
      channel: "sms",
      providerMessageId: SID,
      answer: (sent) => ({ status: 200, body: listed(sent, 1000) }),
      outcome: {
        kind: "found",
        providerMessageId: SID,
        status: "delivered",
        rawStatus: "delivered",
        price: { amount: "0.0079", currency: "USD" },
      },
      check: (request) => expect(request.path).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}.json`),
    },
    {
      name: "the only message of that minute",
      channel: "sms",
      answer: (sent) => ({
        status: 200,
        body: {
          messages: [
            listed(sent, 800, {
              status: "undelivered",
              error_code: 30005,
              error_message: "Unknown destination",
            }),
            listed(sent, -3_600_000),
          ],
          next_page_uri: null,
        },
      }),
      outcome: {
        kind: "found",
        providerMessageId: SID,
        status: "rejected",
        errorCode: "30005",
        errorText: "Unknown destination",
      },
      check: (request) => {
        expect(request.path).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
        expect(Object.fromEntries(request.query)).toEqual({ To: TO, From: FROM, PageSize: "100" });
      },
    },
    {
      name: "one of two messages of that minute",
      channel: "sms",
      answer: (sent) => ({ status: 200, body: { messages: [listed(sent, 500), listed(sent, 900)] } }),
      outcome: { kind: "unknown" },
    },
    {
      name: "a call that is not listed",
      channel: "voice",
      age: 600_000,
      answer: () => ({ status: 200, body: { calls: [], next_page_uri: null } }),
      outcome: { kind: "absent" },
      check: (request) => expect(request.path).toBe(`/2010-04-01/Accounts/${ACCOUNT}/Calls.json`),
    },
    {
      name: "a message that may still be on its way",
      channel: "sms",
      age: 5_000,
      answer: () => ({ status: 200, body: { messages: [], next_page_uri: null } }),
      outcome: { kind: "unknown" },
    },
    {
      name: "a message that a full page of younger ones hides",
      channel: "sms",
      age: 600_000,
      answer: (sent) => ({
        status: 200,
        body: { messages: [listed(sent, 500_000)], next_page_uri: "/2010-04-01/…" },
      }),
      outcome: { kind: "unknown" },
    },
  ],
  tests: [
    {
      name: "the account's token",
      answer: (request) =>
        request.path === `/2010-04-01/Accounts/${ACCOUNT}.json`
          ? { status: 200, body: { sid: ACCOUNT, friendly_name: "Corner Shop", status: "active" } }
          : { status: 404 },
      outcome: { ok: true, detail: "Corner Shop" },
    },
    {
      name: "an API key, which may not read the account",
      settings: KEY,
      answer: (request) =>
        request.path.endsWith("/Messages.json") ? { status: 200, body: { messages: [] } } : { status: 401 },
      outcome: { ok: true },
    },
  ],
  callbacks: [
    {
      name: "a delivered SMS",
      request: callback({ MessageSid: SID, MessageStatus: "delivered", To: TO, From: FROM }),
      events: [
        { channel: "sms", providerMessageId: SID, status: "delivered", recipient: TO, tag: undefined },
      ],
    },
    {
      name: "an SMS that failed",
      request: callback({ MessageSid: SID, MessageStatus: "undelivered", ErrorCode: "30003", To: TO }),
      events: [{ channel: "sms", providerMessageId: SID, status: "rejected", errorCode: "30003" }],
    },
    {
      name: "who answered, reported in the background",
      request: callback({ CallSid: CALL_SID, AccountSid: ACCOUNT, AnsweredBy: "machine_start" }),
      events: [{ channel: "voice", providerMessageId: CALL_SID, status: "delivered", answeredBy: "machine" }],
    },
    {
      name: "a key",
      request: callback({ ...ofCall, CallStatus: "in-progress", Digits: "1" }),
      events: [{ channel: "voice", providerMessageId: CALL_SID, status: "delivered", confirmed: true }],
    },
    {
      name: "another key",
      request: callback({ ...ofCall, CallStatus: "in-progress", Digits: "5" }),
      events: [{ status: "delivered", confirmed: false }],
    },
    {
      name: "a call that nobody took",
      request: callback({ ...ofCall, CallStatus: "no-answer", CallbackSource: "call-progress-events" }),
      events: [{ channel: "voice", status: "rejected", errorCode: "no-answer" }],
    },
  ],
};
