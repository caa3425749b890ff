import { expect } from "vitest";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { ATTEMPT, CALL, FROM, type SenderCases, SMS, TO } from "../contract/sender-cases";
import { signStandardWebhook } from "./signature";
import { ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./wire";

const ID = "sms_01k6tfmv40cehrd78wbhcgpxdt";
const settings = {
  webhookSecret: `whsec_${Buffer.from("made-up-key-of-24-bytes!").toString("base64")}`,
  apiKey: "bk_eu1_made-up-key",
};

const message = {
  id: ID,
  direction: "outbound",
  status: "accepted",
  to: TO,
  from: FROM,
  segments: { count: 2, encoding: "UCS2", characters: 90 },
  cost: { amount: "0.08200", currency_code: "GBP", transaction_amount: "0.08200", passthrough_amount: null },
  metadata: { attempt: ATTEMPT },
  created_at: "2026-10-05T10:00:00Z",
};
const page = (data: object[], next: string | null = null) => ({
  data,
  next_cursor: next,
  prev_cursor: null,
  refresh_cursor: null,
});
const refusal = (type: string, name: string, code: string) => ({
  error: { type, name, code, message: "What is wrong.", doc_url: "https://example.com", request_id: "r" },
});

function callback({ webhookSecret }: Settings, event: object): WebhookRequest {
  const body = new TextEncoder().encode(JSON.stringify(event));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signStandardWebhook(webhookSecret ?? "", "ev_1", timestamp, body);
  const headers = {
    "content-type": "application/json",
    [ID_HEADER]: "ev_1",
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: signature,
  };
  return { method: "POST", url: "https://hooks.example.com/api/webhooks/k3y", headers, body };
}

const PRICE = { amount: "0.082", currency: "GBP" };

export const birdPlatformCases: SenderCases = {
  settings,
  sends: [
    {
      name: "an SMS",
      request: SMS,
      answer: { status: 202, body: message },
      accepted: { providerMessageId: ID, segments: 2, price: PRICE },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /v1/sms/messages");
        expect(request.headers.authorization).toBe("Bearer bk_eu1_made-up-key");
        expect(request.headers["idempotency-key"]).toBe(ATTEMPT);
        expect(request.headers["content-type"]).toBe("application/json");
        expect(JSON.parse(request.body)).toEqual({
          to: TO,
          from: FROM,
          text: SMS.text,
          category: "marketing",
          metadata: { attempt: ATTEMPT },
        });
      },
    },
    {
      name: "an SMS of another category",
      request: SMS,
      settings: { smsCategory: "transactional" },
      answer: { status: 202, body: { id: ID, status: "accepted", cost: null } },
      accepted: { providerMessageId: ID },
      check: (request) => expect(JSON.parse(request.body).category).toBe("transactional"),
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: { status: 422, body: refusal("validation_error", "SMSInvalidRecipient", "E07012") },
      code: "validation_error:SMSInvalidRecipient",
      class: "unreachable",
    },
    {
      channel: "sms",
      answer: { status: 402, body: refusal("billing_error", "InsufficientBalance", "E04001") },
      code: "billing_error:InsufficientBalance",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: { status: 401, body: refusal("auth_error", "InvalidAPIKey", "E02001") },
      code: "auth_error:InvalidAPIKey",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "a call", request: CALL, text: /no spoken calls/ },
    { name: "a validity period", request: { ...SMS, validityMinutes: 60 }, text: /validity/ },
  ],
  textOf: (request) => JSON.parse(request.body).text,
  lookUps: [
    {
      name: "an SMS by its metadata",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: page([
          { ...message, id: "sms_other", metadata: null },
          { ...message, status: "delivered" },
        ]),
      }),
      outcome: { kind: "found", providerMessageId: ID, status: "delivered", price: PRICE },
      check: (request) => {
        expect(request.path).toBe("/v1/sms/messages");
        expect(Object.fromEntries(request.query)).toMatchObject({
          direction: "outbound",
          to: TO,
          limit: "100",
        });
      },
    },
    {
      name: "an SMS that failed, by its id",
      channel: "sms",
      providerMessageId: ID,
      answer: () => ({
        status: 200,
        body: {
          ...message,
          status: "failed",
          last_error: {
            code: "landline_unreachable",
            description: "A landline.",
            occurred_at: "2026-10-05T10:00:00Z",
          },
        },
      }),
      outcome: { kind: "found", status: "rejected", errorCode: "landline_unreachable" },
      check: (request) => expect(request.path).toBe(`/v1/sms/messages/${ID}`),
    },
    {
      name: "an SMS that is not there",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: page([]) }),
      outcome: { kind: "absent" },
    },
    {
      name: "an SMS that may be on another page",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: page([], "cursor") }),
      outcome: { kind: "unknown" },
    },
  ],
  tests: [
    { name: "the key is right", answer: () => ({ status: 200, body: page([]) }), outcome: { ok: true } },
  ],
  callbacks: [
    {
      name: "a delivered SMS, with its price",
      request: (saved) =>
        callback(saved, {
          type: "sms.delivered",
          timestamp: "2026-10-05T10:00:07.005Z",
          data: {
            sms_id: ID,
            to: TO,
            from: FROM,
            tags: null,
            metadata: { attempt: ATTEMPT },
            cost: message.cost,
          },
        }),
      events: [{ channel: "sms", providerMessageId: ID, status: "delivered", tag: ATTEMPT, price: PRICE }],
    },
    {
      name: "a failed SMS",
      request: (saved) =>
        callback(saved, {
          type: "sms.failed",
          timestamp: "2026-10-05T10:00:07.005Z",
          data: {
            sms_id: ID,
            to: TO,
            from: FROM,
            tags: null,
            metadata: { attempt: ATTEMPT },
            error: { code: "invalid_destination", description: "Not assigned." },
          },
        }),
      events: [{ channel: "sms", status: "rejected", errorCode: "invalid_destination", tag: ATTEMPT }],
    },
  ],
};
