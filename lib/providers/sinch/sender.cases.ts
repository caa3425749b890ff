import { expect } from "vitest";
import { ATTEMPT, CALL, CALLBACK, FROM, type SenderCases, SMS, TO } from "../contract/sender-cases";
import { application, FIXED, voiceCallbacks, voiceLookUps, voiceSends } from "./voice.cases";

const PLAN = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
const BATCH = "01K6TFMV40CEHRD78WBHCGPXDT";

const settings = {
  servicePlanId: PLAN,
  apiToken: "made-up-sms-token",
  ...application,
  webhookSecret: "made-up-webhook-secret",
};
const conversation = {
  servicePlanId: undefined,
  projectId: "made-up-project",
  appId: "made-up-app",
  accessKey: "made-up-access-key",
  accessSecret: "made-up-access-secret",
};

const batch = { id: BATCH, client_reference: ATTEMPT, to: [TO], canceled: false };
const list = (batches: object[]) => ({ count: batches.length, page: 0, page_size: 10, batches });

export const sinchCases: SenderCases = {
  settings,
  prelude: (request) =>
    request.path === "/oauth2/token"
      ? { status: 200, body: { access_token: "made-up-bearer", expires_in: 3599, token_type: "bearer" } }
      : undefined,
  sends: [
    {
      name: "an SMS by the SMS API",
      request: SMS,
      answer: { status: 201, body: batch },
      accepted: { providerMessageId: BATCH },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe(`POST /xms/v1/${PLAN}/batches`);
        expect(request.headers.authorization).toBe("Bearer made-up-sms-token");
        expect(request.headers["content-type"]).toBe("application/json");
        expect(JSON.parse(request.body)).toEqual({
          type: "mt_text",
          to: [TO],
          from: FROM,
          body: SMS.text,
          delivery_report: "per_recipient",
          callback_url: CALLBACK,
          client_reference: ATTEMPT,
        });
      },
    },
    {
      name: "an SMS with a validity period",
      request: { ...SMS, validityMinutes: 90 },
      answer: { status: 201, body: batch },
      accepted: { providerMessageId: BATCH },
      check: (request) => {
        const { expire_at } = JSON.parse(request.body) as { expire_at: string };
        expect(Math.abs(Date.parse(expire_at) - Date.now() - 90 * 60_000)).toBeLessThan(60_000);
      },
    },
    {
      name: "an SMS by the Conversation API",
      request: { ...SMS, validityMinutes: 90 },
      settings: conversation,
      answer: { status: 200, body: { message_id: BATCH, accepted_time: "2026-10-05T10:00:00Z" } },
      accepted: { providerMessageId: BATCH },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe("POST /v1/projects/made-up-project/messages:send");
        expect(request.headers.authorization).toBe("Bearer made-up-bearer");
        expect(JSON.parse(request.body)).toEqual({
          app_id: "made-up-app",
          recipient: {
            identified_by: { channel_identities: [{ channel: "SMS", identity: TO.slice(1) }] },
          },
          message: { text_message: { text: SMS.text } },
          channel_properties: { SMS_SENDER: FROM },
          callback_url: CALLBACK,
          message_metadata: ATTEMPT,
          ttl: "5400s",
        });
      },
    },
    ...voiceSends,
  ],
  refusals: [
    {
      channel: "sms",
      answer: { status: 400, body: { code: "syntax_invalid_parameter_format", text: "Invalid 'to'" } },
      code: "syntax_invalid_parameter_format",
      class: "sender_fault",
    },
    { channel: "sms", answer: { status: 401 }, code: "unauthorized", class: "sender_fault" },
    {
      channel: "voice",
      answer: { status: 402, body: { errorCode: 40200, message: "Not enough funds", reference: "r" } },
      code: "payment_required:40200",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: { status: 400, body: { errorCode: 40001, message: "[endpoint] invalid", reference: "r" } },
      code: "40001",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "machine detection", request: { ...CALL, detectMachine: true }, text: /answering machine/ },
    { name: "a language that it does not speak", request: { ...CALL, language: "sw-KE" }, text: /sw-KE/ },
  ],
  textOf: (request) => JSON.parse(request.body).body,
  spokenOf: (request) => JSON.parse(request.body).ttsCallout.text,
  lookUps: [
    {
      name: "an SMS by our reference",
      channel: "sms",
      answer: () => ({ status: 200, body: { ...list([batch]), status: "Delivered", code: 0 } }),
      outcome: { kind: "found", providerMessageId: BATCH, status: "delivered", rawStatus: "Delivered" },
    },
    {
      name: "a failed SMS by its id",
      channel: "sms",
      providerMessageId: BATCH,
      answer: () => ({
        status: 200,
        body: { batch_id: BATCH, recipient: TO.slice(1), status: "Failed", code: 402 },
      }),
      outcome: { kind: "found", status: "rejected", errorCode: "402" },
      check: (request) =>
        expect(request.path).toBe(`/xms/v1/${PLAN}/batches/${BATCH}/delivery_report/${TO.slice(1)}`),
    },
    {
      name: "an SMS that is not there",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: list([]) }),
      outcome: { kind: "absent" },
      check: (request) => {
        expect(request.path).toBe(`/xms/v1/${PLAN}/batches`);
        expect(request.query.get("client_reference")).toBe(ATTEMPT);
      },
    },
    {
      name: "a list that was not filtered proves nothing",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: list([{ ...batch, client_reference: "other" }]) }),
      outcome: { kind: "unknown" },
    },
    ...voiceLookUps,
  ],
  tests: [
    {
      name: "plan and application are right",
      answer: (request) => ({
        status: 200,
        body: request.path.startsWith("/xms/") ? list([]) : { url: { primary: FIXED } },
      }),
      outcome: { ok: true },
    },
    {
      name: "the Conversation app is right",
      settings: { ...conversation, applicationKey: undefined },
      answer: () => ({ status: 200, body: { id: "made-up-app", display_name: "Shop" } }),
      outcome: { ok: true, detail: "Shop" },
    },
  ],
  callbacks: [
    {
      name: "an SMS delivery report",
      request: () => ({
        method: "POST",
        url: CALLBACK,
        headers: { "content-type": "application/json" },
        body: new TextEncoder().encode(
          JSON.stringify({
            type: "recipient_delivery_report_sms",
            batch_id: BATCH,
            recipient: TO.slice(1),
            code: 0,
            status: "Delivered",
            at: "2026-10-05T10:00:05.000Z",
            client_reference: ATTEMPT,
          }),
        ),
      }),
      events: [{ channel: "sms", providerMessageId: BATCH, status: "delivered", tag: ATTEMPT }],
    },
    ...voiceCallbacks,
  ],
};
