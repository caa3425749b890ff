import { describe, expect, test } from "vitest";
import { infobip } from "./index";

function parse(body: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return infobip.parseStatuses({ method: "POST", url: "https://x.example/w", headers: {}, body: bytes });
}

const one = (report: object) => parse({ results: [{ messageId: "m-1", to: "12025550123", ...report }] });

describe("Infobip statuses", () => {
  test.each([
    [{ id: 26, groupId: 1, name: "PENDING_ACCEPTED" }, "accepted"],
    [{ id: 3, groupId: 1, name: "PENDING_WAITING_DELIVERY" }, "sent"],
    [{ id: "7", groupId: 1 }, "sent"],
    [{ id: 2, groupId: 3, groupName: "DELIVERED" }, "sent"],
    [{ name: "DELIVERED_TO_OPERATOR", groupName: "DELIVERED" }, "sent"],
    [{ id: 5, groupId: 3 }, "delivered"],
    [{ groupName: "delivered" }, "delivered"],
    [{ id: 96, groupId: 2 }, "rejected"],
    [{ id: 29, groupId: 4 }, "rejected"],
    [{ id: 12, groupId: 5 }, "rejected"],
    [{ id: 777, groupId: 42, name: "SUSPENDED_IN_AMBER" }, "unknown"],
  ])("%o is %s", (status, expected) => {
    expect(one({ status }).events).toMatchObject([{ status: expected }]);
  });

  test("our own repeat must not reject the first submission", () => {
    const again = { status: { id: 23, groupId: 5, name: "REJECTED_DUPLICATE_MESSAGE_ID" } };
    expect(one(again)).toEqual({ events: [], ignored: [{ reason: "duplicate_submit" }] });
  });

  test("a status that names the cause outranks the error; 0 is no error", () => {
    const credits = {
      status: { id: 12, groupId: 5, name: "REJECTED_NOT_ENOUGH_CREDITS" },
      error: { id: 7002, permanent: false },
    };
    expect(one(credits).events).toEqual([
      expect.objectContaining({ errorCode: "REJECTED_NOT_ENOUGH_CREDITS" }),
    ]);
    expect(one(credits).events[0]?.retryable).toBeUndefined();
    const blocked = {
      status: { id: 9, groupId: 2 },
      error: { id: 7003, description: "Blocked", permanent: true },
    };
    expect(one(blocked).events[0]?.retryable).toBeUndefined();
    expect(one(blocked).events).toMatchObject([{ errorCode: "7003", errorText: "Blocked" }]);
  });

  test("a business-scoped user id in the place of the number", () => {
    const { events } = one({ to: "US.20000000000000000123", status: { id: 5 } });
    expect(events).toMatchObject([{ recipient: undefined, recipientUserId: "US.20000000000000000123" }]);
  });

  test.each([
    [{ channel: "SMS", destination: "447700900123", to: undefined }, "sms"],
    [{ smsCount: 1 }, "sms"],
    [{ mccMnc: "23430" }, "sms"],
    [{ price: { pricePerSecond: 0.01 } }, "voice"],
    [{ voiceCall: {} }, "voice"],
    [{}, "whatsapp"],
  ])("tells the channel of %o", (fields, channel) => {
    expect(one({ status: { id: 5 }, ...fields }).events).toMatchObject([{ channel }]);
  });

  test("an older call report has its times on top, in milliseconds", () => {
    const call = {
      startTime: 1587521910000,
      answerTime: 1587521913000,
      endTime: 1587521920000,
      dtmfCodes: "",
    };
    const { events } = one({
      ...call,
      status: { id: 5 },
      error: { id: 5001, name: "VOICE_ANSWERED_MACHINE", permanent: true },
    });
    expect(events).toMatchObject([{ channel: "voice", occurredAt: 1587521920000, answeredBy: "machine" }]);
    expect(events[0]?.retryable).toBeUndefined();
  });

  test.each([
    [
      { results: [{ messageId: "m", from: "12025550123", to: "12025550100", text: "hi", receivedAt: "x" }] },
      "inbound_message",
    ],
    [{ results: [{ messageId: "m", deletedAt: "2026-10-05T10:00:00.000+0000" }] }, "other_event"],
    [{ results: [{ messageId: "m", channel: "VIBER_BM", status: { id: 5 } }] }, "other_event"],
    [{ results: [{ messageId: "m" }] }, "incomplete"],
    [{ results: [{ status: { id: 5 } }] }, "incomplete"],
    [{ results: null }, "incomplete"],
    [{ content: { notificationMessagesStatus: "resume" } }, "opt_out"],
  ])("leaves %o aside: %s", (body, reason) => {
    expect(parse(body)).toMatchObject({ events: [], ignored: [{ reason }] });
  });

  test("an empty batch is an empty answer", () => {
    expect(parse({ results: [] })).toEqual({ events: [], ignored: [] });
  });
});
