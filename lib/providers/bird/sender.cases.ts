import { expect } from "vitest";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { ATTEMPT, CALL, FROM, type SenderCases, SMS, TO } from "../contract/sender-cases";
import { signBird } from "./signature";
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./wire";

const WORKSPACE = "2c4a1f0e-6b3d-4c5e-8f7a-9b0c1d2e3f40";
const SMS_CHANNEL = "60000795-dded-56c4-a156-1146c2047b2d";
const VOICE_CHANNEL = "1499d657-31af-4ba0-b731-7eab3fb764be";
const MESSAGE_ID = "cc8a4228-1773-5793-a04a-5af73bf22aa8";
const CALL_ID = "1e5e9219-2da2-4aa2-bf0f-8cc34775e6c0";
const CHANNELS = `/workspaces/${WORKSPACE}/channels`;

const settings = {
  signingKey: "made-up-signing-key",
  accessKey: "made-up-access-key",
  workspaceId: WORKSPACE,
  smsChannelId: SMS_CHANNEL,
  voiceChannelId: VOICE_CHANNEL,
};

/** Bird posts to the address of its subscription, the same for every message. */
const FIXED = "https://hooks.example.com/api/webhooks/k3y";

function callback({ signingKey }: Settings, event: string, payload: object): WebhookRequest {
  const body = new TextEncoder().encode(JSON.stringify({ service: "channels", event, payload }));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signBird(signingKey ?? "", timestamp, FIXED, body);
  const headers = {
    "content-type": "application/json",
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: signature,
  };
  return { method: "POST", url: FIXED, headers, body };
}

const callPayload = {
  id: CALL_ID,
  channelId: VOICE_CHANNEL,
  from: FROM,
  to: TO,
  direction: "outgoing",
  tags: [ATTEMPT],
  updatedAt: "2026-10-05T10:00:20.000Z",
};

export const birdCases: SenderCases = {
  settings,
  sends: [
    {
      name: "an SMS",
      request: SMS,
      answer: { status: 202, body: { id: MESSAGE_ID, channelId: SMS_CHANNEL, status: "accepted" } },
      accepted: { providerMessageId: MESSAGE_ID },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe(`POST ${CHANNELS}/${SMS_CHANNEL}/messages`);
        expect(request.headers.authorization).toBe("AccessKey made-up-access-key");
        expect(request.headers["content-type"]).toBe("application/json");
        expect(JSON.parse(request.body)).toEqual({
          sender: { connector: { identifierValue: FROM } },
          receiver: { contacts: [{ identifierKey: "phonenumber", identifierValue: TO }] },
          body: { type: "text", text: { text: SMS.text } },
          reference: ATTEMPT,
        });
      },
    },
    {
      name: "a call",
      request: CALL,
      answer: { status: 202, body: { id: CALL_ID, channelId: VOICE_CHANNEL, status: "accepted" } },
      accepted: { providerMessageId: CALL_ID },
      check: (request) => {
        expect(`${request.method} ${request.path}`).toBe(`POST ${CHANNELS}/${VOICE_CHANNEL}/calls`);
        expect(JSON.parse(request.body)).toEqual({
          to: TO,
          from: FROM,
          maxDuration: 300,
          callFlow: [
            { command: "say", options: { text: CALL.script, locale: "en-GB" } },
            { command: "hangup" },
          ],
          tags: [ATTEMPT],
        });
      },
    },
    {
      name: "a call in Chinese, twice, with a voice and machine detection",
      request: { ...CALL, language: "zh-CN", voice: "Zhiyu", repeat: 2, detectMachine: true },
      answer: { status: 202, body: { id: CALL_ID, status: "accepted" } },
      accepted: { providerMessageId: CALL_ID },
      check: (request) => {
        const { callFlow, amdSettings } = JSON.parse(request.body);
        expect(callFlow.map(({ command }: { command: string }) => command)).toEqual(["say", "say", "hangup"]);
        expect(callFlow[0].options).toEqual({ text: CALL.script, locale: "cmn-CN", voice: "Zhiyu" });
        expect(amdSettings).toEqual({ enabled: true });
      },
    },
  ],
  refusals: [
    {
      channel: "sms",
      answer: {
        status: 422,
        body: { code: "InvalidPayload", message: "The request did not pass validation" },
      },
      code: "InvalidPayload",
      class: "sender_fault",
    },
    {
      channel: "sms",
      answer: { status: 401, body: { code: "Unauthorized", message: "Access key is not valid" } },
      code: "unauthorized:Unauthorized",
      class: "sender_fault",
    },
    {
      channel: "voice",
      answer: { status: 402, body: { code: "InsufficientBalance", message: "Top up" } },
      code: "payment_required:InsufficientBalance",
      class: "sender_fault",
    },
  ],
  impossible: [
    { name: "press 1", request: { ...CALL, confirm: { prompt: "Press 1." } }, text: /press 1/i },
    { name: "a validity period", request: { ...SMS, validityMinutes: 60 }, text: /validity/ },
    { name: "a language that it does not speak", request: { ...CALL, language: "sw-KE" }, text: /sw-KE/ },
  ],
  textOf: (request) => JSON.parse(request.body).body.text.text,
  spokenOf: (request) => JSON.parse(request.body).callFlow[0].options.text,
  lookUps: [
    {
      name: "an SMS by its reference in the channel's list",
      channel: "sms",
      answer: () => ({
        status: 200,
        body: { results: [{ id: MESSAGE_ID, reference: ATTEMPT, status: "delivered" }], nextPageToken: "t" },
      }),
      outcome: { kind: "found", providerMessageId: MESSAGE_ID, status: "delivered" },
    },
    {
      name: "an SMS that may be on another page",
      channel: "sms",
      age: 600_000,
      answer: () => ({ status: 200, body: { results: [], nextPageToken: "t" } }),
      outcome: { kind: "unknown" },
    },
    {
      name: "a failed SMS by its id",
      channel: "sms",
      providerMessageId: MESSAGE_ID,
      answer: () => ({
        status: 200,
        body: {
          id: MESSAGE_ID,
          status: "delivery_failed",
          failure: { code: 15005, source: { name: "sms-messagebird", code: "1" } },
        },
      }),
      outcome: { kind: "found", status: "rejected", errorCode: "sms-messagebird:1" },
      check: (request) => expect(request.path).toBe(`${CHANNELS}/${SMS_CHANNEL}/messages/${MESSAGE_ID}`),
    },
    {
      name: "a call by its tag",
      channel: "voice",
      answer: () => ({
        status: 200,
        body: { results: [{ id: CALL_ID, status: "no-answer", tags: [ATTEMPT] }] },
      }),
      outcome: { kind: "found", providerMessageId: CALL_ID, status: "rejected", errorCode: "no-answer" },
      check: (request) => {
        expect(request.path).toBe(`${CHANNELS}/calls`);
        expect(request.query.get("tag")).toBe(ATTEMPT);
      },
    },
    {
      name: "a call that is not there",
      channel: "voice",
      age: 600_000,
      answer: () => ({ status: 200, body: { results: [] } }),
      outcome: { kind: "absent" },
    },
  ],
  tests: [
    {
      name: "both channels are there",
      answer: () => ({ status: 200, body: { id: SMS_CHANNEL, name: "Shop SMS" } }),
      outcome: { ok: true, detail: "Shop SMS" },
    },
  ],
  callbacks: [
    {
      name: "a delivered SMS",
      request: (saved) =>
        callback(saved, "sms.outbound", {
          id: MESSAGE_ID,
          receiver: { contacts: [{ identifierKey: "phonenumber", identifierValue: TO }] },
          reference: ATTEMPT,
          status: "delivered",
          direction: "outgoing",
          lastStatusAt: "2026-10-05T10:00:09.120Z",
        }),
      events: [{ channel: "sms", providerMessageId: MESSAGE_ID, status: "delivered", tag: ATTEMPT }],
    },
    {
      name: "a call that a machine answered",
      request: (saved) =>
        callback(saved, "voice.outbound", {
          ...callPayload,
          status: "completed",
          amdResult: "machine-detected",
        }),
      events: [
        {
          channel: "voice",
          providerMessageId: CALL_ID,
          status: "delivered",
          answeredBy: "machine",
          tag: ATTEMPT,
        },
      ],
    },
    {
      name: "a call that a person answered",
      request: (saved) =>
        callback(saved, "voice.outbound", {
          ...callPayload,
          status: "ongoing",
          amdResult: { result: "human" },
        }),
      events: [{ channel: "voice", status: "delivered", answeredBy: "human", tag: ATTEMPT }],
    },
    {
      name: "a call that nobody answered",
      request: (saved) => callback(saved, "voice.outbound", { ...callPayload, status: "no-answer" }),
      events: [{ channel: "voice", status: "rejected", errorCode: "no-answer", tag: ATTEMPT }],
    },
  ],
};
