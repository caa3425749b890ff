import { expect } from "vitest";
import type { WebhookRequest } from "@/lib/providers/provider";
import { ATTEMPT, CALL, FROM, type SenderCases, TO } from "../contract/sender-cases";
import { applicationSignature } from "./signature";

const CALL_ID = "1d2c3b4a-5f6e-4d7c-8b9a-0f1e2d3c4b5a";
const SECRET = Buffer.from("made-up-voice-secret").toString("base64");

export const application = {
  applicationKey: "e21be621-e1ac-54a1-ab14-e0bdd738c9cf",
  applicationSecret: SECRET,
};

/** As the Voice API checks it: over method, body, content type, time and path. */
function expectSigned(
  request: { method: string; path: string; headers: Record<string, string | undefined> },
  body: string,
) {
  const { headers } = request;
  const timestamp = headers["x-timestamp"] ?? "";
  expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
  const signature = applicationSignature(
    SECRET,
    {
      method: request.method as "GET" | "POST",
      headers,
      body: new TextEncoder().encode(body),
      path: request.path,
    },
    timestamp,
  );
  expect(headers.authorization).toBe(`Application ${application.applicationKey}:${signature}`);
}

function callback(url: string, body: object): WebhookRequest {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const timestamp = new Date().toISOString();
  const headers = { "content-type": "application/json; charset=UTF-8", "x-timestamp": timestamp };
  const path = new URL(url).pathname;
  const signature = applicationSignature(SECRET, { method: "POST", headers, body: bytes, path }, timestamp);
  return {
    method: "POST",
    url,
    headers: { ...headers, authorization: `Application ${application.applicationKey}:${signature}` },
    body: bytes,
  };
}

/** Voice callbacks go to the application's address, the same for every call. */
export const FIXED = "https://hooks.example.com/api/webhooks/k3y";

export const voiceSends: SenderCases["sends"] = [
  {
    name: "a call",
    request: CALL,
    answer: { status: 200, body: { callId: CALL_ID } },
    accepted: { providerMessageId: CALL_ID },
    check: (request) => {
      expect(`${request.method} ${request.path}`).toBe("POST /calling/v1/callouts");
      expectSigned(request, request.body);
      expect(JSON.parse(request.body)).toEqual({
        method: "ttsCallout",
        ttsCallout: {
          cli: FROM,
          destination: { type: "number", endpoint: TO },
          domain: "pstn",
          custom: ATTEMPT,
          locale: "en-GB",
          text: CALL.script,
          enableAce: false,
          enableDice: true,
          enablePie: false,
        },
      });
    },
  },
  {
    name: "a call that says it twice, in a voice of its own",
    request: { ...CALL, repeat: 2, voice: "Amy" },
    answer: { status: 200, body: { callId: CALL_ID } },
    accepted: { providerMessageId: CALL_ID },
    check: (request) => {
      const { ttsCallout } = JSON.parse(request.body);
      expect(ttsCallout).toMatchObject({ locale: "Amy", text: `${CALL.script}\n\n${CALL.script}` });
    },
  },
  {
    name: "a call with press 1",
    request: {
      ...CALL,
      script: "a; b [c]",
      confirm: { prompt: "Press 1." },
      detectMachine: true,
      repeat: 2,
    },
    answer: { status: 200, body: { callId: CALL_ID } },
    accepted: { providerMessageId: CALL_ID },
    check: (request) => {
      const { method, customCallout } = JSON.parse(request.body);
      expect(method).toBe("customCallout");
      expect(Object.keys(customCallout).sort()).toEqual([
        "ace",
        "cli",
        "custom",
        "destination",
        "maxDuration",
      ]);
      const { action } = JSON.parse(customCallout.ace);
      expect(action).toMatchObject({ name: "runMenu", locale: "en-GB", mainMenu: "main" });
      expect(action.menus[0]).toMatchObject({
        id: "main",
        mainPrompt: "#tts[a, b (c)];#tts[Press 1.]",
        repeats: 1,
        maxDigits: 1,
        options: [{ dtmf: "1", action: "return(confirmed)" }],
      });
    },
  },
];

export const voiceLookUps: SenderCases["lookUps"] = [
  {
    name: "an ended call by its id",
    channel: "voice",
    providerMessageId: CALL_ID,
    answer: () => ({
      status: 200,
      body: {
        callId: CALL_ID,
        status: "FINAL",
        result: "ANSWERED",
        reason: "N/A",
        debit: { currencyId: "EUR", amount: 0.1758 },
      },
    }),
    outcome: { kind: "found", status: "delivered", price: { amount: "0.1758", currency: "EUR" } },
    check: (request) => {
      expect(request.path).toBe(`/calling/v1/calls/id/${CALL_ID}`);
      expectSigned(request, "");
    },
  },
];

export const voiceCallbacks: SenderCases["callbacks"] = [
  {
    name: "the key of a call",
    request: () =>
      callback(FIXED, {
        event: "pie",
        callid: CALL_ID,
        timestamp: "2026-10-05T10:00:20Z",
        custom: ATTEMPT,
        menuResult: { menuId: "main", type: "return", value: "confirmed", inputMethod: "dtmf" },
      }),
    events: [
      { channel: "voice", providerMessageId: CALL_ID, status: "delivered", confirmed: true, tag: ATTEMPT },
    ],
  },
  {
    name: "the end of a call, with its price",
    request: () =>
      callback(FIXED, {
        event: "dice",
        callid: CALL_ID,
        timestamp: "2026-10-05T10:00:30Z",
        custom: ATTEMPT,
        result: "ANSWERED",
        reason: "HANGUP",
        debit: { currencyId: "EUR", amount: 0.07 },
      }),
    events: [
      {
        channel: "voice",
        providerMessageId: CALL_ID,
        status: "delivered",
        tag: ATTEMPT,
        price: { amount: "0.07", currency: "EUR" },
      },
    ],
  },
];
