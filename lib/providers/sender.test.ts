import { expect, test } from "vitest";
import { inabilitiesOf } from "@/lib/domain/fallback/check-sending";
import type { SmsStep, VoiceStep } from "@/lib/domain/fallback/rule";
import { type SenderId, senders } from "./senders";

const base = { connectionId: 1, from: "+12025550100", waitMinutes: 0 };
const sms: SmsStep = { ...base, channel: "sms", text: "Hello", validityMinutes: null };
const call: VoiceStep = {
  ...base,
  channel: "voice",
  script: "Hello",
  language: "en-GB",
  voice: null,
  repeat: 1,
  confirmPrompt: null,
  machine: "reached",
  success: "answered",
};
const key = { ...call, confirmPrompt: "Press 1.", success: "confirmed" } as const;

test.each<[string, SenderId, SmsStep | VoiceStep, string[]]>([
  ["a plain SMS", "bird-platform", sms, []],
  ["a validity", "bird-platform", { ...sms, validityMinutes: 60 }, ["no_validity"]],
  ["a call without calls", "bird-platform", { ...key, machine: "missed" }, ["no_voice"]],
  ["a plain call", "sinch", call, []],
  ["machines told apart", "sinch", { ...call, machine: "missed" }, ["no_machine"]],
  ["a key, which no machine presses", "sinch", { ...key, machine: "missed" }, []],
  ["a key that is only offered", "sinch", { ...key, machine: "missed", success: "answered" }, ["no_machine"]],
  ["a key", "messagebird", { ...key, machine: "missed" }, ["no_key"]],
  ["all of it", "twilio", { ...key, machine: "missed" }, []],
])("%s: %s", (_, provider, step, expected) => {
  expect(inabilitiesOf(senders[provider], step)).toEqual(expected);
});
