import { describe, expect, test } from "vitest";
import { vonage } from "./index";

function parse(body: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return vonage.parseStatuses({ method: "POST", url: "https://x.example/w", headers: {}, body: bytes });
}

const MESSAGE = { message_uuid: "m-1", to: "12025550123", from: "12025550100", channel: "whatsapp" };
const CALL = { uuid: "c-1", to: "447700900123", from: "447700900001", direction: "outbound" };

describe("Vonage message statuses", () => {
  test.each([
    { error: { type: "https://developer.vonage.com/api-errors/messages#1340", title: 9 }, code: "1340" },
    { error: { type: "https://developer.vonage.com/api-errors", title: 1170 }, code: "1170" },
    { error: { code: 1300, reason: "Not part of the provider network" }, code: "1300" },
    { error: undefined, code: "undeliverable" },
  ])("reads the code $code", ({ error, code }) => {
    const { events } = parse({ ...MESSAGE, status: "undeliverable", error });
    expect(events).toMatchObject([{ status: "rejected", errorCode: code }]);
  });

  test("reads the sender ID of SMS and MMS as it is, and the user id where there is no number", () => {
    const sms = parse({ ...MESSAGE, channel: "mms", from: "EXAMPLE", status: "delivered" });
    expect(sms.events).toMatchObject([{ channel: "sms", sender: "EXAMPLE" }]);
    const hidden = parse({
      ...MESSAGE,
      to: undefined,
      status: "read",
      whatsapp: { recipient: { user_id: "US.2000123" } },
    });
    expect(hidden.events).toMatchObject([{ recipientUserId: "US.2000123", recipient: undefined }]);
  });

  test.each([
    { body: { ...MESSAGE, message_type: "text", text: "hi" }, reason: "inbound_message" },
    { body: { ...MESSAGE, message: { content: {} } }, reason: "inbound_message" },
    { body: { ...MESSAGE }, reason: "incomplete" },
    { body: { status: "sent" }, reason: "incomplete" },
    { body: { ...MESSAGE, channel: "viber_service", status: "delivered" }, reason: "other_event" },
    { body: { ...CALL, speech: { results: [] } }, reason: "other_event" },
    { body: { ...CALL, direction: "inbound", status: "ringing" }, reason: "other_event" },
    { body: null, reason: "incomplete" },
  ])("leaves $body aside: $reason", ({ body, reason }) => {
    expect(parse(body)).toMatchObject({ events: [], ignored: [{ reason }] });
  });
});

describe("Vonage call events", () => {
  test.each([
    ["started", "accepted"],
    ["ringing", "sent"],
    ["answered", "delivered"],
    ["human", "delivered"],
    ["machine", "delivered"],
    ["completed", "delivered"],
    ["busy", "rejected"],
    ["cancelled", "rejected"],
    ["unanswered", "rejected"],
    ["timeout", "rejected"],
    ["disconnected", "rejected"],
    ["rejected", "rejected"],
    ["failed", "rejected"],
    ["levitating", "unknown"],
  ])("%s is %s", (status, expected) => {
    expect(parse({ ...CALL, status }).events).toMatchObject([{ channel: "voice", status: expected }]);
  });

  test("prefers uuid, reads call_uuid, and tells machine, detail and cancellation", () => {
    expect(parse({ ...CALL, call_uuid: "c-2", status: "ringing" }).events[0]?.providerMessageId).toBe("c-1");
    expect(parse({ call_uuid: "c-2", status: "ringing" }).events[0]?.providerMessageId).toBe("c-2");
    expect(parse({ ...CALL, status: "machine" }).events).toMatchObject([{ answeredBy: "machine" }]);
    expect(parse({ ...CALL, status: "cancelled" }).events).toMatchObject([{ cancelledByUs: true }]);
    const failed = parse({ ...CALL, status: "failed", detail: "invalid_number" });
    expect(failed.events).toMatchObject([
      { errorCode: "failed:invalid_number", errorText: "invalid_number" },
    ]);
  });
});
