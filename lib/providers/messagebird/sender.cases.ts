import { expect } from "vitest";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { ATTEMPT, CALL, CALLBACK, FROM, type SenderCases, SMS, TO } from "../contract/sender-cases";
import { issueToken } from "./signature";
import { JWT_HEADER } from "./wire";

const ID = "9b5c1f0e6b3d4c5e8f7a9b0c1d2e3f40";
const settings = { signingKey: "made-up-signing-key", accessKey: "made-up-access-key" };

const recipients = (status: string, more: object = {}) => ({
  totalCount: 1,
  items: [
    {
      recipient: Number(TO.slice(1)),
      status,
      statusDatetime: "2026-10-05T10:00:00+00:00",
      messagePartCount: 2,
      ...more,
    },
  ],
});
const message = { id: ID, reference: ATTEMPT, recipients: recipients("sent") };
const listed = (items: object[], totalCount = items.length) => ({
  offset: 0,
  limit: 100,
  count: items.length,
  totalCount,
  items,
});
const at = (time: number) => ({ createdDatetime: new Date(time).toISOString() });

/** Reports are GET requests with everything in the query, signed as well. */
function report({ signingKey }: Settings, channel: string, query: Record<string, string>): WebhookRequest {
  const url = new URL(CALLBACK);
  for (const [key, value] of Object.entries({
    channel,
    id: ID,
    reference: ATTEMPT,
    recipient: TO.slice(1),
    ...query,
  }))
    url.searchParams.set(key, value);
  const body = new Uint8Array();
  const headers = { [JWT_HEADER]: issueToken(signingKey ?? "", url.href, body, Date.now()) };
  return { method: "GET", url: url.href, headers, body };
}

export const messagebirdCases: SenderCases = {
  settings,
  sends: [
    {
      name: "an SMS",
      request: { ...SMS, validityMinutes: 90 },
      answer: { status: 201, body: message },
      accepted: { providerMessageId: ID, segments: 2 },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /messages");
        expect(request.headers.authorization).toBe("AccessKey made-up-access-key");
        expect(request.headers["content-type"]).toBe("application/json");
        expect(JSON.parse(request.body)).toEqual({
          type: "sms",
          originator: FROM.slice(1),
          recipients: [TO.slice(1)],
          reference: ATTEMPT,
          reportUrl: `${CALLBACK}&channel=sms`,
          body: SMS.text,
          datacoding: "auto",
          validity: 5400,
        });
      },
    },
    {
      name: "an SMS from a name",
      request: { ...SMS, from: "EXAMPLE" },
      answer: {
        status: 201,
        body: { id: ID, recipients: recipients("sent", { price: { amount: 0.041, currency: "EUR" } }) },
      },
      accepted: { providerMessageId: ID, segments: 2, price: { amount: "0.041", currency: "EUR" } },
      check: (request) => expect(JSON.parse(request.body).originator).toBe("EXAMPLE"),
    },
    {
      name: "an SMS from the connection's own originator",
      request: { ...SMS, from: "" },
      settings: { originator: "+12025550102" },
      answer: { status: 201, body: message },
      accepted: { providerMessageId: ID, segments: 2 },
      check: (request) => expect(JSON.parse(request.body).originator).toBe("12025550102"),
    },
    {
      name: "a call",
      request: { ...CALL, repeat: 2 },
      answer: { status: 201, body: { id: ID, reference: ATTEMPT, recipients: { totalCount: 1, items: [] } } },
      accepted: { providerMessageId: ID },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /voicemessages");
        expect(JSON.parse(request.body)).toEqual({
          originator: FROM.slice(1),
          recipients: [TO.slice(1)],
          reference: ATTEMPT,
          reportUrl: `${CALLBACK}&channel=voice`,
          body: CALL.script,
          language: "en-gb",
          voice: "female",
          repeat: 2,
          ifMachine: "continue",
        });
      },
    },
    {
      name: "a call with machine detection",
      request: { ...CALL, detectMachine: true, voice: "Male", language: "zh-CN" },
      answer: { status: 201, body: { id: ID } },
      accepted: { providerMessageId: ID },
      check: (request) =>
        expect(JSON.parse(request.body)).toMatchObject({
          ifMachine: "delay",
          voice: "male",
          language: "zh-cn",
        }),
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: {
        status: 422,
        body: { errors: [{ code: 25, description: "Not enough balance", parameter: null }] },
      },
      code: "api:25",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: {
        status: 401,
        body: {
          errors: [
            { code: 2, description: "Request not allowed (incorrect access_key)", parameter: "access_key" },
          ],
        },
      },
      code: "unauthorized:api:2",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: {
        status: 422,
        body: { errors: [{ code: 10, description: "recipients is invalid", parameter: "recipients" }] },
      },
      code: "api:10",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "press 1", request: { ...CALL, confirm: { prompt: "Press 1." } }, text: /press 1/i },
    { name: "a language that it does not speak", request: { ...CALL, language: "sw-KE" }, text: /sw-KE/ },
    { name: "a voice that it does not have", request: { ...CALL, voice: "Amy" }, text: /two voices/ },
    { name: "a call from a name", request: { ...CALL, from: "EXAMPLE" }, text: /number/ },
  ],
  textOf: (request) => JSON.parse(request.body).body,
  spokenOf: (request) => JSON.parse(request.body).body,
  lookUps: [
    {
      name: "an SMS by our reference",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: listed(
          [
            { ...message, reference: "other" },
            { ...message, recipients: recipients("delivered") },
          ],
          900,
        ),
      }),
      outcome: { kind: "found", providerMessageId: ID, status: "delivered" },
    },
    {
      name: "a call by its id",
      channel: "voice",
      providerMessageId: ID,
      answer: () => ({ status: 200, body: { ...message, recipients: recipients("failed") } }),
      outcome: { kind: "found", status: "rejected", errorCode: "failed" },
      check: (request) => expect(request.path).toBe(`/voicemessages/${ID}`),
    },
    {
      name: "an SMS that is not in a list that goes back far enough",
      channel: "sms",
      age: 600_000,
      answer: (sent) => ({
        status: 200,
        body: listed(
          [
            { reference: "a", ...at(sent + 1000) },
            { reference: "b", ...at(sent - 900_000) },
          ],
          900,
        ),
      }),
      outcome: { kind: "absent" },
    },
    {
      name: "an SMS that may be older than the list",
      channel: "sms",
      age: 600_000,
      answer: (sent) => ({
        status: 200,
        body: listed(
          [
            { reference: "a", ...at(sent + 9000) },
            { reference: "b", ...at(sent + 1000) },
          ],
          900,
        ),
      }),
      outcome: { kind: "unknown" },
    },
    {
      name: "a list whose order is not what we think",
      channel: "sms",
      age: 600_000,
      answer: (sent) => ({
        status: 200,
        body: listed(
          [
            { reference: "b", ...at(sent - 9e9) },
            { reference: "a", ...at(sent - 8e9) },
          ],
          900,
        ),
      }),
      outcome: { kind: "unknown" },
    },
  ],
  tests: [
    {
      name: "the key is right",
      answer: () => ({ status: 200, body: { payment: "prepaid", type: "euros", amount: 12.5 } }),
      outcome: { ok: true, detail: "Balance: 12.5 euros" },
    },
  ],
  callbacks: [
    {
      name: "a delivered SMS, with its price",
      request: (saved) =>
        report(saved, "sms", { status: "delivered", "price[amount]": "0.041", "price[currency]": "EUR" }),
      events: [
        {
          channel: "sms",
          providerMessageId: ID,
          status: "delivered",
          tag: ATTEMPT,
          price: { amount: "0.041", currency: "EUR" },
        },
      ],
    },
    {
      name: "an answered call",
      request: (saved) => report(saved, "voice", { status: "answered" }),
      events: [{ channel: "voice", providerMessageId: ID, status: "delivered", tag: ATTEMPT }],
    },
    {
      name: "a call that a machine took",
      request: (saved) => report(saved, "voice", { status: "machine" }),
      events: [{ channel: "voice", status: "delivered", answeredBy: "machine" }],
    },
  ],
};
