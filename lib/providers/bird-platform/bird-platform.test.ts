import { describe, expect, test } from "vitest";
import { birdPlatform } from "@/lib/providers/bird-platform";
import { signStandardWebhook, verifyStandardWebhook } from "./signature";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 9, 5, 12);

const parse = (item: unknown) => {
  const body = new TextEncoder().encode(JSON.stringify(item));
  return birdPlatform.parseStatuses({
    method: "POST",
    url: "https://hooks.example.com/k",
    headers: {},
    body,
  });
};

const read = (type: string, data: object) => parse({ type, timestamp: "2026-10-05T10:00:00.005Z", data });

/** The example of the Standard Webhooks libraries' own tests. */
const EXAMPLE = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  body: new TextEncoder().encode('{"test": 2432232314}'),
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

describe("Standard Webhooks", () => {
  const verify = (signature: string, now: number) =>
    verifyStandardWebhook(
      {
        method: "POST",
        url: "https://hooks.example.com/k",
        headers: {
          "webhook-id": EXAMPLE.id,
          "webhook-timestamp": EXAMPLE.timestamp,
          "webhook-signature": signature,
        },
        body: EXAMPLE.body,
      },
      { webhookSecret: EXAMPLE.secret },
      now,
    ).ok;
  const signedAt = Number(EXAMPLE.timestamp) * 1000;

  test("the published example is signed and verified, with and without the prefix", () => {
    expect(signStandardWebhook(EXAMPLE.secret, EXAMPLE.id, EXAMPLE.timestamp, EXAMPLE.body)).toBe(
      EXAMPLE.signature,
    );
    expect(signStandardWebhook(EXAMPLE.secret.slice(6), EXAMPLE.id, EXAMPLE.timestamp, EXAMPLE.body)).toBe(
      EXAMPLE.signature,
    );
    expect(verify(EXAMPLE.signature, signedAt)).toBe(true);
  });

  test("one good signature in a list is enough; its version counts", () => {
    expect(verify(`v1,AAAA v1a,BBBB ${EXAMPLE.signature}`, signedAt)).toBe(true);
    expect(verify(EXAMPLE.signature.replace("v1,", "v2,"), signedAt)).toBe(false);
  });

  test("a day of repeats is allowed, more is a replay", () => {
    expect(verify(EXAMPLE.signature, signedAt + 23 * HOUR)).toBe(true);
    expect(verify(EXAMPLE.signature, signedAt + 25 * HOUR)).toBe(false);
    expect(verify(EXAMPLE.signature, signedAt - HOUR)).toBe(false);
  });
});

describe("SMS", () => {
  test.each([
    { type: "sms.accepted", status: "accepted" },
    { type: "sms.sent", status: "sent" },
    { type: "sms.delivered", status: "delivered" },
    { type: "sms.failed", status: "rejected", errorCode: undefined },
    { type: "sms.rejected", status: "rejected", errorCode: undefined },
    { type: "sms.expired", status: "rejected", errorCode: "expired" },
    { type: "sms.undelivered", status: "rejected", errorCode: "undelivered", retryable: true },
    { type: "sms.teleported", status: "unknown", rawStatus: "sms.teleported" },
  ])("$type is $status", ({ type, ...expected }) => {
    expect(read(type, { sms_id: "sms_1", to: "+447700900123", from: "EXAMPLE" }).events).toMatchObject([
      { channel: "sms", recipient: "+447700900123", sender: "EXAMPLE", ...expected },
    ]);
  });
});

describe("calls", () => {
  const call = (type: string, data: object) =>
    read(type, { call_id: "vcl_1", direction: "outbound", to: "+447700900123", ...data }).events[0];

  test.each([
    { type: "voice_call.initiated", data: {}, expected: { status: "accepted" } },
    { type: "voice_call.answered", data: {}, expected: { status: "delivered" } },
    {
      type: "voice_call.ended",
      data: { status: "busy" },
      expected: { status: "rejected", errorCode: "busy" },
    },
    {
      type: "voice_call.ended",
      data: { status: "cancelled" },
      expected: { status: "rejected", cancelledByUs: true },
    },
    { type: "voice_call.ended", data: { status: "odd" }, expected: { status: "unknown", rawStatus: "odd" } },
    { type: "voice_call.ended", data: { sip_response_code: 200 }, expected: { status: "delivered" } },
    {
      type: "voice_call.ended",
      data: { sip_response_code: "486" },
      expected: { status: "rejected", errorCode: "486" },
    },
    { type: "voice_call.ended", data: {}, expected: { status: "unknown" } },
  ])("$type $data", ({ type, data, expected }) => expect(call(type, data)).toMatchObject(expected));

  test("a call to us is no status", () => {
    expect(read("voice_call.ended", { call_id: "vcl_1", direction: "inbound" }).events).toEqual([]);
  });
});

test.each([
  {
    tags: [
      { name: "team", value: "x" },
      { name: "campaign_id", value: "autumn" },
    ],
  },
  { tags: { campaign: "autumn" } },
  { tags: null, metadata: { campaign: "autumn" } },
  { tags: [{ name: "campaign", value: "autumn" }], metadata: { campaign: "winter" } },
])("the campaign is found in %j", (carried) => {
  expect(read("whatsapp.sent", { whatsapp_id: "wam_1", ...carried }).events[0]?.tag).toBe("autumn");
});

test("fields that stand flat beside the type are read as well", () => {
  expect(
    parse({ type: "whatsapp.sent", whatsapp_id: "wam_1", timestamp: new Date(NOW).toISOString() }).events,
  ).toMatchObject([{ providerMessageId: "wam_1", occurredAt: NOW }]);
});

test.each([
  ["whatsapp.received", "inbound_message"],
  ["email.delivered", "other_event"],
  ["verify.attempt.delivered", "other_event"],
  ["whatsapp.sent", "incomplete"],
])("%s without an id is left aside as %s", (type, reason) => {
  expect(read(type, {})).toMatchObject({ events: [], ignored: [{ reason }] });
});
