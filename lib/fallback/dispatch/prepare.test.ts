import { expect, test } from "vitest";
import type { SmsStep, VoiceStep } from "@/lib/domain/fallback/rule";
import { prepareStep } from "@/lib/fallback/dispatch/prepare";
import { type SenderId, senderOf } from "@/lib/providers/senders";

const base = { connectionId: 1, from: "+12025550100", waitMinutes: 0 };
const sms: SmsStep = { ...base, channel: "sms", text: "Hello", validityMinutes: 60 };
const call: VoiceStep = {
  ...base,
  channel: "voice",
  script: "Hello",
  language: "en-GB",
  voice: null,
  repeat: 1,
  confirmPrompt: "Press 1.",
  machine: "missed",
  success: "confirmed",
};

const requestFor = (provider: SenderId, step: SmsStep | VoiceStep) =>
  prepareStep(
    step,
    { attemptId: "a", recipient: "+12025550101", country: "US", values: {} },
    {
      connection: { id: 1, provider, key: "k", settings: {} },
      sender: senderOf(provider),
      prices: [],
      currency: "USD",
      callbackUrl: () => "https://hooks.example.com",
    },
    0,
  ).request;

test("what the connection can do is asked of it", () => {
  expect(requestFor("twilio", sms)).toMatchObject({ validityMinutes: 60 });
  expect(requestFor("twilio", call)).toMatchObject({
    confirm: { prompt: "Press 1." },
    detectMachine: true,
  });
});

test("what the step can do without is left out", () => {
  expect(requestFor("bird-platform", sms)).toMatchObject({ validityMinutes: undefined });
  expect(requestFor("bird", { ...call, success: "answered" })).toMatchObject({
    confirm: undefined,
    detectMachine: true,
  });
  expect(requestFor("sinch", call)).toMatchObject({ confirm: { prompt: "Press 1." }, detectMachine: false });
});

test.each([
  { provider: "messagebird", step: call, says: /can't take a key/ },
  {
    provider: "sinch",
    step: { ...call, success: "answered", confirmPrompt: null },
    says: /can't tell a person from an answering machine/,
  },
] as const)(
  "what it depends on is refused before anything leaves: $provider",
  async ({ provider, step, says }) => {
    const request = requestFor(provider, step);
    const fetch = () => Promise.reject(new Error("something left"));
    const settings = { apiKey: "k", accessKey: "k", applicationKey: "k", applicationSecret: "cw==" };
    expect(
      request && (await senderOf(provider)?.send(request, { settings, fetch, timeout: 1 })),
    ).toMatchObject({
      kind: "refused",
      code: "not_supported",
      text: expect.stringMatching(says),
    });
  },
);

test("a channel that it lacks has no sender", () => {
  expect(requestFor("bird-platform", call)).toBeNull();
});
