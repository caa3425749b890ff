import { describe, expect, test } from "vitest";
import { sinch } from "./index";

function parse(body: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return sinch.parseStatuses({ method: "POST", url: "https://x.example/w", headers: {}, body: bytes });
}

const report = (fields: object, channel = "WHATSAPP") =>
  parse({
    event_time: "2026-10-05T10:00:01.640Z",
    message_delivery_report: {
      message_id: "M1",
      channel_identity: { channel, identity: "12025550123" },
      ...fields,
    },
  });

describe("Sinch Conversation reports", () => {
  test("falls back to the report's own metadata, and never to the correlation id", () => {
    expect(report({ status: "READ", metadata: "autumn" }).events[0]?.tag).toBe("autumn");
    const body = { correlation_id: "corr-1", message_delivery_report: { message_id: "M1", status: "READ" } };
    expect(parse(body).events[0]?.tag).toBeUndefined();
  });

  test("reads a submission's id on top or inside", () => {
    const inside = { message_submit_notification: { message_id: "M1" } };
    const onTop = {
      message_id: "M2",
      channel_identity: { channel: "SMS", identity: "447700900123" },
      message_submit_notification: {},
    };
    expect(parse(inside).events).toMatchObject([{ providerMessageId: "M1", status: "accepted" }]);
    expect(parse(onTop).events).toMatchObject([
      { providerMessageId: "M2", channel: "sms", recipient: "+447700900123" },
    ]);
  });

  test.each([
    [{ message: { id: "M1" } }, "inbound_message"],
    [{ opt_out_notification: { channel: "WHATSAPP" } }, "opt_out"],
    [{ event_delivery_report: { event_id: "E1", status: "DELIVERED" } }, "other_event"],
    [{ event: { contact_event: {} } }, "other_event"],
    [{ message_delivery_report: { status: "READ" } }, "incomplete"],
    [{ message_delivery_report: { message_id: "M1" } }, "incomplete"],
    [[], "other_event"],
    [null, "other_event"],
  ])("leaves %o aside: %s", (body, reason) => {
    expect(parse(body)).toMatchObject({ events: [], ignored: [{ reason }] });
  });

  test("leaves other channels aside", () => {
    expect(report({ status: "DELIVERED" }, "RCS")).toMatchObject({
      events: [],
      ignored: [{ reason: "other_event" }],
    });
  });
});

describe("Sinch SMS reports", () => {
  test.each([
    ["Queued", "sent"],
    ["Dispatched", "sent"],
    ["Delivered", "delivered"],
    ["Aborted", "rejected"],
    ["Cancelled", "rejected"],
    ["Rejected", "rejected"],
    ["Deleted", "rejected"],
    ["Failed", "rejected"],
    ["Expired", "rejected"],
    ["Unknown", "unknown"],
  ])("%s is %s", (word, status) => {
    const body = {
      type: "recipient_delivery_report_sms",
      batch_id: "B1",
      recipient: "447700900123",
      status: word,
    };
    expect(parse(body).events).toMatchObject([
      { channel: "sms", status, part: "447700900123", rawStatus: word },
    ]);
  });

  test("our own cancellation is marked", () => {
    const body = {
      type: "recipient_delivery_report_sms",
      batch_id: "B1",
      recipient: "447700900123",
      status: "Aborted",
      code: 407,
    };
    expect(parse(body).events).toMatchObject([{ errorCode: "407", cancelledByUs: true }]);
  });

  test("tells the recipients of one batch apart, and leaves mere counts aside", () => {
    const statuses = [
      { code: 0, status: "Delivered", recipients: ["447700900123", "447700900124"] },
      { code: 401, status: "Dispatched", count: 3 },
    ];
    const { events, ignored } = parse({ type: "delivery_report_sms", batch_id: "B1", statuses });
    expect(events.map((event) => event.part)).toEqual(["447700900123", "447700900124"]);
    expect(ignored).toMatchObject([{ reason: "incomplete" }]);
  });
});

describe("Sinch call callbacks", () => {
  const dice = (fields: object) =>
    parse({ event: "dice", callid: "C1", to: { endpoint: "447700900123" }, ...fields });

  test.each([
    ["ANSWERED", "N/A", "delivered", undefined],
    ["BUSY", "N/A", "rejected", "BUSY"],
    ["NOANSWER", "TIMEOUT", "rejected", "NOANSWER"],
    ["FAILED", "CONGESTION", "rejected", "FAILED:CONGESTION"],
    ["N/A", "N/A", "rejected", "N/A"],
    ["EVAPORATED", "N/A", "unknown", undefined],
  ])("%s after %s is %s", (result, reason, status, errorCode) => {
    const { events } = dice({ result, reason });
    expect(events).toMatchObject([{ channel: "voice", status }]);
    expect(events[0]?.errorCode).toBe(errorCode);
  });

  test("marks a call that our side ended before an answer", () => {
    expect(dice({ result: "N/A", reason: "CANCEL" }).events).toMatchObject([{ cancelledByUs: true }]);
  });

  test("an answer tells who picked up; other call events are left aside", () => {
    const answered = parse({ event: "ace", callid: "C1", amd: { status: "machine" }, custom: "autumn" });
    expect(answered.events).toMatchObject([{ status: "delivered", answeredBy: "machine", tag: "autumn" }]);
    expect(parse({ event: "ice", callid: "C1" })).toMatchObject({
      events: [],
      ignored: [{ reason: "other_event" }],
    });
  });
});
