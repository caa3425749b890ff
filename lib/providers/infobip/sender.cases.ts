import { expect } from "vitest";
import { spokenText } from "@/lib/providers/contract/read-xml";
import type { Recorded } from "@/lib/providers/contract/recording-server";
import { ATTEMPT, CALL, CALLBACK, type SenderCases, SMS, TO } from "@/lib/providers/contract/sender-cases";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { provenCallback } from "./signature";

const KEY = "003026bbc133714df1834b8638bb496e-8f4b3d9a-e931-478d-a994-28a725159ab9";
const WEBHOOK = { webhookUser: "reachback", webhookPassword: "made-up-password-0123456789" };
const PROVEN = provenCallback(CALLBACK, WEBHOOK);

function checkPost(request: Recorded, path: string, body: object): void {
  expect(request).toMatchObject({ method: "POST", path });
  expect(request.headers).toMatchObject({
    authorization: `App ${KEY}`,
    "content-type": "application/json",
    accept: "application/json",
  });
  expect(JSON.parse(request.body)).toEqual(body);
}

const SMS_BODY = {
  sender: "12025550100",
  destinations: [{ to: "447700900123", messageId: ATTEMPT }],
  content: { text: SMS.text },
  webhooks: {
    delivery: { url: PROVEN, intermediateReport: true },
    contentType: "application/json",
    callbackData: ATTEMPT,
  },
};
const CALL_BODY = {
  from: "12025550100",
  destinations: [{ to: "447700900123", messageId: ATTEMPT }],
  text: CALL.script,
  language: "en-gb",
  notifyUrl: PROVEN,
  notifyContentType: "application/json",
  notifyContentVersion: 2,
  callbackData: ATTEMPT,
};

const PENDING = {
  groupId: 1,
  groupName: "PENDING",
  id: 26,
  name: "PENDING_ACCEPTED",
  description: "Accepted",
};
const rejected = (id: number, name: string, description: string) => ({
  groupId: 5,
  groupName: "REJECTED",
  id,
  name,
  description,
});
const smsAnswer = (status: object, details?: object) => ({
  status: 200,
  body: {
    bulkId: "2034072219640523072",
    messages: [{ messageId: ATTEMPT, status, destination: "447700900123", details }],
  },
});
const callAnswer = (status: object) => ({
  status: 200,
  body: { bulkId: "4fda521a", messages: [{ to: "447700900123", status, messageId: ATTEMPT }] },
});
const smsError = (status: number, errorCode: string, description: string) => ({
  status,
  body: { errorCode, description, action: "Check the request.", violations: [], resources: [] },
});
const callError = (status: number, messageId: string, text: string) => ({
  status,
  body: { requestError: { serviceException: { messageId, text } } },
});

const report = (over: object) => ({
  bulkId: "2034072219640523072",
  messageId: ATTEMPT,
  to: "447700900123",
  sentAt: "2026-10-05T10:01:00.000+0000",
  doneAt: "2026-10-05T10:01:04.000+0000",
  status: { id: 5, groupId: 3, groupName: "DELIVERED", name: "DELIVERED_TO_HANDSET" },
  error: { id: 0, name: "NO_ERROR", groupId: 0, groupName: "OK", permanent: false },
  ...over,
});
const voiceReport = (voiceCall: object, over: object = {}) =>
  report({
    voiceCall: { feature: "Voice-message", answerTime: "2026-10-05T10:01:10.000+0000", ...voiceCall },
    price: { pricePerSecond: 0.01, currency: "EUR" },
    error: { id: 5000, name: "VOICE_ANSWERED", description: "Call answered by human", permanent: true },
    ...over,
  });

/** Infobip signs nothing: the address is all that proves where it came from. */
const callback =
  (result: object) =>
  (settings: Settings): WebhookRequest => ({
    method: "POST",
    url: provenCallback(CALLBACK, settings),
    headers: { "content-type": "application/json" },
    body: new TextEncoder().encode(JSON.stringify({ results: [result] })),
  });

export const infobipCases: SenderCases = {
  settings: { ...WEBHOOK, apiKey: KEY },
  sends: [
    {
      name: "an SMS, with its parts counted",
      request: { ...SMS, validityMinutes: 120 },
      answer: smsAnswer(PENDING, { messageCount: 2 }),
      accepted: { providerMessageId: ATTEMPT, segments: 2 },
      check: (request) =>
        checkPost(request, "/sms/3/messages", {
          messages: [{ ...SMS_BODY, options: { validityPeriod: { amount: 120, timeUnit: "MINUTES" } } }],
          options: { includeSmsCountInResponse: true },
        }),
    },
    {
      name: "an SMS from a name that was submitted before: the first one is on its way",
      request: { ...SMS, from: "Shop" },
      answer: smsAnswer(rejected(23, "REJECTED_DUPLICATE_MESSAGE_ID", "Message ID is not unique")),
      accepted: { providerMessageId: ATTEMPT },
      check: (request) =>
        checkPost(request, "/sms/3/messages", {
          messages: [{ ...SMS_BODY, sender: "Shop" }],
          options: { includeSmsCountInResponse: true },
        }),
    },
    {
      name: "a call",
      request: CALL,
      answer: callAnswer(PENDING),
      accepted: { providerMessageId: ATTEMPT },
      check: (request) => checkPost(request, "/tts/3/advanced", { messages: [CALL_BODY] }),
    },
    {
      name: "a call that asks for a key, twice, and detects machines",
      request: {
        ...CALL,
        script: "Tom & Jerry",
        voice: "Joanna",
        repeat: 2,
        confirm: { prompt: "Press 1" },
        detectMachine: true,
      },
      answer: callAnswer(PENDING),
      accepted: { providerMessageId: ATTEMPT },
      check: (request) =>
        checkPost(request, "/tts/3/advanced", {
          messages: [
            {
              ...CALL_BODY,
              text: "<speak>Tom &amp; Jerry\nTom &amp; Jerry\nPress 1</speak>",
              voice: { name: "Joanna" },
              maxDtmf: 1,
              dtmfTimeout: 8,
              machineDetection: "continue",
            },
          ],
        }),
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: smsAnswer(rejected(12, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits")),
      code: "REJECTED_NOT_ENOUGH_CREDITS",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: smsAnswer(rejected(52, "REJECTED_INVALID_DESTINATION", "Invalid destination 447700900123")),
      code: "REJECTED_INVALID_DESTINATION",
      class: "unreachable",
    },
    {
      channel: "sms",
      answer: smsError(401, "E401", "The request lacks valid authentication credentials."),
      code: "E401",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: smsError(400, "E400", "Request cannot be processed."),
      code: "E400",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: callAnswer(rejected(6, "REJECTED_NETWORK", "Network is forbidden")),
      code: "REJECTED_NETWORK",
      class: "unreachable",
    },
    {
      channel: "voice",
      answer: callError(401, "UNAUTHORIZED", "Invalid login details"),
      code: "UNAUTHORIZED",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: callError(400, "BAD_REQUEST", "Bad request"),
      code: "BAD_REQUEST",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "a call from a name", request: { ...CALL, from: "Shop" }, text: /Infobip numbers/ },
    {
      name: "a script past the limit",
      request: { ...CALL, script: "a".repeat(701), repeat: 2 },
      text: /1400/,
    },
  ],
  textOf: ({ body }) => JSON.parse(body).messages[0].content.text,
  spokenOf: ({ body }) => spokenText(JSON.parse(body).messages[0].text),
  lookUps: [
    {
      name: "an SMS by the attempt's id, with the price of its parts",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: { results: [report({ messageCount: 3, price: { pricePerMessage: 0.0211, currency: "EUR" } })] },
      }),
      outcome: {
        kind: "found",
        providerMessageId: ATTEMPT,
        status: "delivered",
        price: { amount: "0.0633", currency: "EUR" },
      },
      check: (request) => {
        expect(request).toMatchObject({ method: "GET", path: "/sms/3/logs" });
        expect(Object.fromEntries(request.query)).toEqual({ messageId: ATTEMPT });
        expect(request.headers.authorization).toBe(`App ${KEY}`);
      },
    },
    {
      name: "a call that was busy",
      channel: "voice",
      answer: () => ({
        status: 200,
        body: {
          results: [
            report({
              status: { id: 97, groupId: 2, groupName: "UNDELIVERABLE", name: "UNDELIVERABLE_BUSY" },
              error: { id: 5002, name: "VOICE_USER_BUSY", description: "User was busy", permanent: true },
            }),
          ],
        },
      }),
      outcome: { kind: "found", status: "rejected", errorCode: "5002", errorText: "User was busy" },
      check: (request) => expect(request.path).toBe("/tts/3/logs"),
    },
    {
      name: "an SMS that is not in the logs",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: { results: [] } }),
      outcome: { kind: "absent" },
    },
    {
      name: "an SMS from before the logs begin",
      channel: "sms",
      age: 50 * 3_600_000,
      answer: () => ({ status: 200, body: { results: [] } }),
      outcome: { kind: "unknown" },
    },
  ],
  tests: [
    {
      name: "the balance",
      answer: ({ path }) =>
        path === "/account/1/balance"
          ? { status: 200, body: { balance: 47.79, currency: "EUR" } }
          : { status: 404 },
      outcome: { ok: true, detail: "47.79 EUR" },
    },
    {
      name: "a key for sending alone",
      answer: () => smsError(403, "E403", "Forbidden"),
      outcome: { ok: true },
    },
  ],
  callbacks: [
    {
      name: "a delivered SMS whose report does not tell its channel",
      request: callback(report({ messageCount: 2, price: { pricePerMessage: 0.0211, currency: "EUR" } })),
      events: [
        {
          channel: "sms",
          providerMessageId: ATTEMPT,
          status: "delivered",
          recipient: TO,
          tag: undefined,
          price: { amount: "0.0422", currency: "EUR" },
        },
      ],
    },
    {
      name: "a call that a person took and confirmed",
      request: callback(voiceReport({ duration: 28, chargedDuration: 30, dtmfCodes: "1" })),
      events: [
        {
          channel: "voice",
          providerMessageId: ATTEMPT,
          status: "delivered",
          answeredBy: "human",
          confirmed: true,
          price: { amount: "0.3", currency: "EUR" },
        },
      ],
    },
    {
      name: "a call that a machine took",
      request: callback(voiceReport({ answeredBy: "MACHINE", duration: 5, dtmfCodes: "" })),
      events: [{ channel: "voice", status: "delivered", answeredBy: "machine", confirmed: undefined }],
    },
    {
      name: "a call that nobody took",
      request: callback(
        voiceReport(
          { answerTime: null },
          {
            status: { id: 96, groupId: 2, groupName: "UNDELIVERABLE", name: "UNDELIVERABLE_NO_ANSWER" },
            error: { id: 5003, name: "VOICE_NO_ANSWER", description: "No answer", permanent: true },
          },
        ),
      ),
      events: [{ channel: "voice", status: "rejected", errorCode: "5003" }],
    },
  ],
};
