import { describe, expect, test } from "vitest";
import { MalformedWebhook } from "@/lib/providers/provider";
import { twilio } from "./index";

const SID = "SM0123456789abcdef0123456789abcdef";
const URL_ = "https://hooks.example.com/w/k?campaign=autumn%7Cc_1&contact=c_1";

function parse(fields: Record<string, string> | string, type = "application/x-www-form-urlencoded") {
  const written = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
  const body = new TextEncoder().encode(written);
  return twilio.parseStatuses({ method: "POST", url: URL_, headers: { "content-type": type }, body });
}

describe("Twilio message callbacks", () => {
  test.each([
    ["accepted", "accepted"],
    ["queued", "accepted"],
    ["scheduled", "accepted"],
    ["sending", "accepted"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["undelivered", "rejected"],
    ["failed", "rejected"],
    ["canceled", "rejected"],
    ["partially_delivered", "unknown"],
    ["teleported", "unknown"],
  ])("%s is %s", (word, status) => {
    const { events } = parse({ MessageSid: SID, MessageStatus: word, To: "+12025550123" });
    expect(events).toMatchObject([{ status, rawStatus: word, channel: "sms", tag: "autumn|c_1" }]);
    expect(events[0]?.occurredAt).toBeUndefined();
  });

  test("reads a JSON body and ignores ErrorCode 0", () => {
    const body = JSON.stringify({
      MessageSid: SID,
      MessageStatus: "failed",
      To: "whatsapp:+12025550123",
      ErrorCode: 0,
    });
    expect(parse(body, "application/json").events).toMatchObject([
      { channel: "whatsapp", errorCode: "failed" },
    ]);
  });

  test("keeps a person without a number by the business-scoped user id", () => {
    const { events } = parse({
      MessageSid: SID,
      MessageStatus: "read",
      To: "whatsapp:US.20000000000000000123",
    });
    expect(events).toMatchObject([{ channel: "whatsapp", recipientUserId: "US.20000000000000000123" }]);
    expect(events[0]?.recipient).toBeUndefined();
  });

  test.each<{ fields: Record<string, string>; reason: string }>([
    { fields: { MessageSid: SID, SmsStatus: "received", Body: "hi" }, reason: "inbound_message" },
    { fields: { MessageSid: SID, Body: "hi" }, reason: "inbound_message" },
    { fields: { MessageStatus: "sent" }, reason: "incomplete" },
    { fields: { MessageSid: SID }, reason: "incomplete" },
    { fields: { MessageSid: SID, MessageStatus: "sent", To: "messenger:1" }, reason: "other_event" },
    { fields: { CallSid: "CA1", CallStatus: "ringing", Direction: "inbound" }, reason: "other_event" },
    { fields: { CallSid: "CA1" }, reason: "incomplete" },
  ])("leaves $fields aside: $reason", ({ fields, reason }) => {
    expect(parse(fields)).toMatchObject({ events: [], ignored: [{ reason }] });
  });

  test.each(["%zz", "a=%ff", "a=b c"])("calls %s unreadable", (body) => {
    expect(() => parse(body)).toThrow(MalformedWebhook);
  });
});

describe("Twilio call callbacks", () => {
  test.each([
    ["queued", "accepted"],
    ["initiated", "accepted"],
    ["ringing", "sent"],
    ["in-progress", "delivered"],
    ["completed", "delivered"],
    ["busy", "rejected"],
    ["failed", "rejected"],
    ["no-answer", "rejected"],
    ["canceled", "rejected"],
    ["parked", "unknown"],
  ])("%s is %s", (word, status) => {
    expect(parse({ CallSid: "CA1", CallStatus: word }).events).toMatchObject([{ channel: "voice", status }]);
  });

  test("a late verdict of the answering machine detection is an answer by a machine", () => {
    const { events } = parse({ CallSid: "CA1", AnsweredBy: "machine_end_beep" });
    expect(events).toMatchObject([
      { status: "delivered", answeredBy: "machine", rawStatus: "machine_end_beep" },
    ]);
  });

  test("a cancelled call is ours, and a nonsense time is no time", () => {
    const { events } = parse({ CallSid: "CA1", CallStatus: "canceled", Timestamp: "yesterday" });
    expect(events).toMatchObject([{ cancelledByUs: true, errorCode: "canceled", occurredAt: undefined }]);
  });
});
