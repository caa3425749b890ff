import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RecordingServer, startRecordingServer } from "../contract/recording-server";
import { accountOf, SMS } from "../contract/sender-cases";
import { birdPlatformSender } from "./sender";

let server: RecordingServer;
beforeEach(async () => {
  server = await startRecordingServer();
});
afterEach(() => server.close());

test.each(["request_in_progress", "idempotency_key_reuse"])(
  "a key that was used before does not say that nothing was sent: %s",
  async (name) => {
    server.answer = () => ({ status: 409, body: { error: { type: "conflict_error", name, message: "…" } } });
    const outcome = await birdPlatformSender.send(SMS, accountOf({ apiKey: "bk_eu1_key" }, server.url));
    expect(outcome).toMatchObject({ kind: "unknown" });
  },
);

describe("the region", () => {
  const asked: string[] = [];
  const account = (settings: Record<string, string>) => ({
    settings,
    timeout: 1000,
    fetch: (async (url: string) => {
      asked.push(new URL(url).host);
      return Response.json({ id: "sms_1" }, { status: 202 });
    }) as typeof fetch,
  });

  test.each([
    [{ apiKey: "bk_eu1_key" }, "eu1.platform.bird.com"],
    [{ apiKey: "bk_eu1_key", region: "us1" }, "us1.platform.bird.com"],
  ])("of %j is %s", async (settings, host) => {
    expect(await birdPlatformSender.send(SMS, account(settings))).toMatchObject({ kind: "accepted" });
    expect(asked.at(-1)).toBe(host);
  });

  test("that neither key nor setting names is asked for", async () => {
    const before = asked.length;
    expect(await birdPlatformSender.send(SMS, account({ apiKey: "key" }))).toMatchObject({
      kind: "refused",
      text: expect.stringMatching(/region/),
    });
    expect(asked).toHaveLength(before);
  });
});
