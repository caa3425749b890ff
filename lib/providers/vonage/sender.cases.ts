import { generateKeyPairSync, verify } from "node:crypto";
import { expect } from "vitest";
import { spokenText } from "@/lib/providers/contract/read-xml";
import type { Recorded } from "@/lib/providers/contract/recording-server";
import { ATTEMPT, CALL, CALLBACK, type SenderCases, SMS } from "@/lib/providers/contract/sender-cases";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { signToken } from "./signature";

const APPLICATION = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
const MESSAGE = "63f61863-4a51-4f6b-86e1-46edebcf9356";
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const BASIC = `Basic ${Buffer.from("abcd1234:made-up-secret").toString("base64")}`;

function checkToken({ headers }: Recorded): void {
  const [, token = ""] = /^Bearer (\S+)$/.exec(headers.authorization ?? "") ?? [];
  const [header = "", claims = "", signature = ""] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  expect(read(header)).toEqual({ alg: "RS256", typ: "JWT" });
  expect(read(claims)).toEqual({
    application_id: APPLICATION,
    iat: expect.any(Number),
    exp: expect.any(Number),
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(Math.abs(read(claims).iat - Date.now() / 1000)).toBeLessThan(60);
  const signed = Buffer.from(`${header}.${claims}`);
  expect(verify("RSA-SHA256", signed, publicKey, Buffer.from(signature, "base64url"))).toBe(true);
}

function checkPost(request: Recorded, path: string, body: object): void {
  expect(request).toMatchObject({ method: "POST", path });
  expect(request.headers).toMatchObject({ "content-type": "application/json", accept: "application/json" });
  expect(JSON.parse(request.body)).toEqual(body);
}

const SMS_BODY = {
  channel: "sms",
  message_type: "text",
  to: "447700900123",
  from: "12025550100",
  text: SMS.text,
  client_ref: ATTEMPT,
  webhook_url: CALLBACK,
  webhook_version: "v1",
};
const CALL_BODY = {
  to: [{ type: "phone", number: "447700900123" }],
  from: { type: "phone", number: "12025550100" },
  event_url: [CALLBACK],
  event_method: "POST",
};

const messageError = (status: number, code: string, title: string, detail: string) => ({
  status,
  body: {
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title,
    detail,
    instance: "bf0ca0bf927b3b52e3cb03217e1a1ddf",
  },
});
const accountError = (status: number, word: string, title: string) => ({
  status,
  body: {
    type: `https://developer.nexmo.com/api-errors/#${word}`,
    title,
    detail: `${title}.`,
    instance: "x",
  },
});

function callback(status: object) {
  return (settings: Settings): WebhookRequest => {
    const body = new TextEncoder().encode(JSON.stringify(status));
    const claims = {
      iat: Math.floor(Date.now() / 1000),
      jti: "1",
      iss: "Vonage",
      payload_hash: sha256Hex(body),
      application_id: APPLICATION,
    };
    return {
      method: "POST",
      url: CALLBACK,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${signToken(claims, settings.signatureSecret ?? "")}`,
      },
      body,
    };
  };
}

const smsStatus = (over: object) => ({
  message_uuid: MESSAGE,
  to: "447700900123",
  from: "Shop",
  timestamp: "2026-10-05T10:02:01.200Z",
  channel: "sms",
  client_ref: ATTEMPT,
  ...over,
});
const callEvent = (over: object) => ({
  uuid: MESSAGE,
  conversation_uuid: "CON-0afc2236-1e98-577c-97ab-75ea2cd6d976",
  to: "447700900123",
  from: "12025550100",
  direction: "outbound",
  timestamp: "2026-10-05T10:02:01.200Z",
  ...over,
});

const listedCall = (over: object) => ({
  uuid: MESSAGE,
  to: { type: "phone", number: "447700900123" },
  from: { type: "phone", number: "12025550100" },
  status: "completed",
  direction: "outbound",
  price: "0.04620000",
  rate: "0.04620000",
  ...over,
});
const account = { privateKey: undefined };

export const vonageCases: SenderCases = {
  settings: {
    signatureSecret: "made-up-signature-secret-0123456789",
    applicationId: APPLICATION,
    privateKey: PEM,
    apiKey: "abcd1234",
    apiSecret: "made-up-secret",
  },
  sends: [
    {
      name: "an SMS as the application",
      request: { ...SMS, validityMinutes: 60 },
      answer: { status: 202, body: { message_uuid: MESSAGE } },
      accepted: { providerMessageId: MESSAGE },
      check: (request) => {
        checkToken(request);
        checkPost(request, "/v1/messages", { ...SMS_BODY, ttl: 3600 });
      },
    },
    {
      name: "an SMS from a name, as the account",
      request: { ...SMS, from: "Shop" },
      settings: account,
      answer: { status: 202, body: { message_uuid: MESSAGE, workflow_id: "3" } },
      accepted: { providerMessageId: MESSAGE },
      check: (request) => {
        expect(request.headers.authorization).toBe(BASIC);
        checkPost(request, "/v1/messages", { ...SMS_BODY, from: "Shop" });
      },
    },
    {
      name: "a call, with a key that a form has put on one line",
      request: CALL,
      settings: { privateKey: PEM.replaceAll("\n", " ") },
      answer: { status: 201, body: { uuid: MESSAGE, status: "started", direction: "outbound" } },
      accepted: { providerMessageId: MESSAGE },
      check: (request) => {
        checkToken(request);
        checkPost(request, "/v1/calls", {
          ...CALL_BODY,
          ncco: [{ action: "talk", text: CALL.script, language: "en-GB", loop: 1 }],
        });
      },
    },
    {
      name: "a call that asks for a key, twice, and detects machines",
      request: {
        ...CALL,
        script: "Tom & Jerry",
        voice: "2 premium",
        repeat: 2,
        confirm: { prompt: "Press 1" },
        detectMachine: true,
      },
      answer: { status: 201, body: { uuid: MESSAGE, status: "started" } },
      accepted: { providerMessageId: MESSAGE },
      check: (request) => {
        const voice = { action: "talk", language: "en-GB", style: 2, premium: true };
        checkPost(request, "/v1/calls", {
          ...CALL_BODY,
          machine_detection: "continue",
          ncco: [
            { ...voice, text: "<speak>Tom &amp; Jerry</speak>", loop: 2 },
            { ...voice, text: "Press 1", bargeIn: true },
            {
              action: "input",
              type: ["dtmf"],
              dtmf: { maxDigits: 1, timeOut: 8 },
              eventUrl: [CALLBACK],
              eventMethod: "POST",
            },
          ],
        });
      },
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: messageError(422, "1120", "Invalid sender", "The `from` parameter is invalid for 447700900123"),
      code: "1120",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: messageError(422, "1170", "Invalid or Missing MSISDN", "The number +447700900123 is invalid"),
      code: "1170",
      class: "unreachable",
    },
    {
      channel: "sms",
      answer: messageError(422, "1240", "Illegal Number", "The user has sent STOP"),
      code: "1240",
      class: "opted_out",
    },
    {
      channel: "sms",
      answer: accountError(401, "unauthorized", "Unauthorized"),
      code: "unauthorized",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: accountError(402, "low-balance", "Low balance"),
      code: "low-balance",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: { status: 401, body: { type: "UNAUTHORIZED", error_title: "Unauthorized" } },
      code: "UNAUTHORIZED",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: {
        status: 400,
        body: {
          type: "https://developer.nexmo.com/api-errors/application#invalid-params",
          title: "Bad Request",
          detail: "The request failed because of validation errors",
        },
      },
      code: "invalid-params",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "a call from a name", request: { ...CALL, from: "Shop" }, text: /Vonage numbers/ },
    { name: "a voice that Vonage does not number", request: { ...CALL, voice: "Amy" }, text: /2 premium/ },
    { name: "a script past the limit", request: { ...CALL, script: "a".repeat(1501) }, text: /1500/ },
  ],
  textOf: ({ body }) => JSON.parse(body).text,
  spokenOf: ({ body }) => spokenText(JSON.parse(body).ncco[0].text),
  lookUps: [
    {
      name: "a call by its id, with its price",
      channel: "voice",
      providerMessageId: MESSAGE,
      answer: () => ({ status: 200, body: listedCall({}) }),
      outcome: {
        kind: "found",
        providerMessageId: MESSAGE,
        status: "delivered",
        rawStatus: "completed",
        price: { amount: "0.0462", currency: "EUR" },
      },
      check: (request) => {
        checkToken(request);
        expect(request).toMatchObject({ method: "GET", path: `/v1/calls/${MESSAGE}` });
      },
    },
    {
      name: "the only call of that minute to that number",
      channel: "voice",
      answer: () => ({
        status: 200,
        body: {
          count: 2,
          _embedded: {
            calls: [
              listedCall({ status: "busy", price: undefined }),
              listedCall({ to: { type: "phone", number: "447700900456" } }),
            ],
          },
        },
      }),
      outcome: { kind: "found", providerMessageId: MESSAGE, status: "rejected", errorCode: "busy" },
      check: ({ query }) => {
        expect([...query.keys()]).toEqual(["date_start", "date_end", "page_size", "order"]);
        expect(query.get("date_start")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      },
    },
    {
      name: "a call that is not listed",
      channel: "voice",
      age: 600_000,
      answer: () => ({ status: 200, body: { count: 0, _embedded: { calls: [] } } }),
      outcome: { kind: "absent" },
    },
    {
      name: "an SMS by its id in the reports",
      channel: "sms",
      providerMessageId: MESSAGE,
      answer: () => ({
        status: 200,
        body: {
          records: [
            {
              message_uuid: MESSAGE,
              status: "rejected",
              error_code: "1180",
              currency: "EUR",
              total_price: "0.0333",
            },
          ],
        },
      }),
      outcome: {
        kind: "found",
        status: "rejected",
        errorCode: "1180",
        price: { amount: "0.0333", currency: "EUR" },
      },
      check: (request) => {
        expect(request.headers.authorization).toBe(BASIC);
        expect(request.path).toBe("/v2/reports/records");
        expect(Object.fromEntries(request.query)).toEqual({
          account_id: "abcd1234",
          product: "MESSAGES",
          direction: "outbound",
          id: MESSAGE,
        });
      },
    },
    {
      name: "an SMS by our reference",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: {
          records: [
            { message_uuid: "other", status: "delivered", client_ref: "autumn", to: "447700900123" },
            { message_uuid: MESSAGE, status: "delivered", client_ref: ATTEMPT },
          ],
        },
      }),
      outcome: { kind: "found", providerMessageId: MESSAGE, status: "delivered" },
    },
    {
      name: "an SMS whose record is late",
      channel: "sms",
      providerMessageId: MESSAGE,
      age: 600_000,
      answer: () => ({ status: 200, body: { records: [], ids_not_found: MESSAGE } }),
      outcome: { kind: "unknown" },
    },
  ],
  tests: [
    {
      name: "both pairs of credentials",
      answer: ({ path }) =>
        path === "/v1/calls"
          ? { status: 200, body: { count: 0, _embedded: { calls: [] } } }
          : { status: 200, body: { _embedded: { applications: [{ id: APPLICATION, name: "Shop" }] } } },
      outcome: { ok: true, detail: "Shop" },
    },
    {
      name: "the account alone",
      settings: { privateKey: undefined, applicationId: undefined },
      answer: ({ path }) =>
        path === "/v2/applications"
          ? { status: 200, body: { _embedded: { applications: [] } } }
          : { status: 404 },
      outcome: { ok: true },
    },
  ],
  callbacks: [
    {
      name: "a delivered SMS with its price",
      request: callback(smsStatus({ status: "delivered", usage: { currency: "EUR", price: "0.0333" } })),
      events: [
        {
          channel: "sms",
          providerMessageId: MESSAGE,
          status: "delivered",
          tag: ATTEMPT,
          price: { amount: "0.0333", currency: "EUR" },
        },
      ],
    },
    {
      name: "an SMS that failed",
      request: callback(
        smsStatus({
          status: "undeliverable",
          error: { type: "https://developer.vonage.com/api-errors/messages#1180", title: "Absent" },
        }),
      ),
      events: [{ channel: "sms", status: "rejected", errorCode: "1180" }],
    },
    {
      name: "a machine",
      request: callback(callEvent({ status: "machine" })),
      events: [{ channel: "voice", providerMessageId: MESSAGE, status: "delivered", answeredBy: "machine" }],
    },
    {
      name: "a completed call with its price",
      request: callback(
        callEvent({ status: "completed", price: "0.01540000", rate: "0.0462", duration: "20" }),
      ),
      events: [{ channel: "voice", status: "delivered", price: { amount: "0.0154", currency: "EUR" } }],
    },
    {
      name: "a key",
      request: callback({ ...callEvent({}), direction: undefined, dtmf: { digits: "1", timed_out: false } }),
      events: [{ channel: "voice", providerMessageId: MESSAGE, status: "delivered", confirmed: true }],
    },
    {
      name: "no key in time",
      request: callback(callEvent({ dtmf: { digits: "", timed_out: true } })),
      events: [{ channel: "voice", status: "delivered", confirmed: false }],
    },
    {
      name: "a call that nobody took",
      request: callback(callEvent({ status: "unanswered", sip_code: 480 })),
      events: [{ channel: "voice", status: "rejected", errorCode: "unanswered:480" }],
    },
  ],
};
