import { expect, test } from "vitest";
import { startRecordingServer } from "../contract/recording-server";
import { accountOf } from "../contract/sender-cases";
import { birdSender } from "./sender";
import { answeredByIn } from "./wire";

test("a channel that is not there makes the connection's test fail", async () => {
  const server = await startRecordingServer();
  server.answer = ({ path }) =>
    path.endsWith("/voice-1") ? { status: 404 } : { status: 200, body: { id: "sms-1", name: "Shop" } };
  const settings = {
    accessKey: "made-up-key",
    workspaceId: "w",
    smsChannelId: "sms-1",
    voiceChannelId: "voice-1",
  };
  expect(await birdSender.test(accountOf(settings, server.url))).toMatchObject({ ok: false });
  const smsOnly = { ...settings, voiceChannelId: undefined };
  expect(await birdSender.test(accountOf(smsOnly, server.url))).toEqual({ ok: true, detail: "Shop" });
  await server.close();
});

test.each([
  ["human", "human"],
  ["MACHINE_START", "machine"],
  [{ result: "answering-machine" }, "machine"],
  [{ status: { deep: "human" } }, undefined],
  ["unknown", undefined],
  [undefined, undefined],
])("who picked up, from %j: %s", (amdResult, expected) => {
  expect(answeredByIn({ amdResult })).toBe(expected);
});
