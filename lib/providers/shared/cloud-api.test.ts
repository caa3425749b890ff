import { describe, expect, test } from "vitest";
import { MalformedWebhook } from "@/lib/providers/provider";
import { composeCloudApi, parseCloudApi } from "./cloud-api";

const bytes = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

const envelope = (...values: unknown[]): unknown => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: values.map((value) => ({ field: "messages", value })) }],
});

const parse = (...values: unknown[]) => parseCloudApi(bytes(envelope(...values)));

const SENT = { id: "wamid.A", status: "sent", timestamp: "1791194402", recipient_id: "12025550123" };
const AT = Date.UTC(2026, 9, 5, 10, 0, 2);

describe("shapes that the samples do not have", () => {
  test.each([
    { why: "a single status instead of a list", value: { statuses: SENT } },
    { why: "seconds as a number", value: { statuses: [{ ...SENT, timestamp: 1791194402 }] } },
    { why: "milliseconds", value: { statuses: [{ ...SENT, timestamp: "1791194402000" }] } },
    { why: "the number with a plus", value: { statuses: [{ ...SENT, recipient_id: "+12025550123" }] } },
    { why: "a type that says message", value: { statuses: [{ ...SENT, type: "message" }] } },
    {
      why: "a person in a group",
      value: {
        statuses: [
          {
            ...SENT,
            recipient_type: "group",
            recipient_id: "Y2FwaV9n",
            recipient_participant_id: "12025550123",
          },
        ],
      },
    },
  ])("$why", ({ value }) => {
    expect(parse(value)).toMatchObject({
      events: [{ providerMessageId: "wamid.A", status: "sent", occurredAt: AT, recipient: "+12025550123" }],
      ignored: [],
    });
  });

  test("the sender is read from a formatted number, and from metadata as a list", () => {
    const metadata = { display_phone_number: "+1 202-555-0100" };
    expect(parse({ metadata, statuses: [SENT] }).events[0]?.sender).toBe("+12025550100");
    expect(parse({ metadata: [metadata], statuses: [SENT] }).events[0]?.sender).toBe("+12025550100");
  });

  test("a change, or its value, without the envelope", () => {
    expect(parseCloudApi(bytes({ field: "messages", value: { statuses: [SENT] } })).events).toHaveLength(1);
    expect(parseCloudApi(bytes({ statuses: [SENT] })).events).toHaveLength(1);
    expect(
      parseCloudApi(bytes([envelope({ statuses: [SENT] }), envelope({ statuses: [SENT] })])).events,
    ).toHaveLength(2);
  });

  test("a recipient who hides the number is known by user id, wherever it stands", () => {
    expect(
      parse({ statuses: [{ ...SENT, recipient_id: "US.13491208655302741918" }] }).events[0],
    ).toMatchObject({
      recipient: undefined,
      recipientUserId: "US.13491208655302741918",
    });
  });

  test("one request mixes everything, in the payload's order", () => {
    const parsed = parse(
      { statuses: [SENT, { ...SENT, status: "played" }, { ...SENT, type: "payment", status: "failed" }] },
      { messages: [{ type: "text" }], errors: [{ code: 130429 }] },
      { statuses: [{ status: "sent" }, null, { ...SENT, id: 7, status: "paused" }] },
    );
    expect(parsed.events.map((event) => [event.providerMessageId, event.status])).toEqual([
      ["wamid.A", "sent"],
      ["wamid.A", "read"],
      ["7", "accepted"],
    ]);
    expect(parsed.ignored.map((part) => part.reason)).toEqual([
      "payment",
      "inbound_message",
      "other_event",
      "incomplete",
      "incomplete",
    ]);
  });
});

describe("words", () => {
  test("an unknown word is kept as it is, also one that differs only in case", () => {
    expect(parse({ statuses: [{ ...SENT, status: "SENT" }] }).events[0]).toMatchObject({
      status: "unknown",
      rawStatus: "SENT",
    });
  });

  test.each(["deleted", "warning"])("%s is known, and says nothing about the delivery", (status) => {
    expect(parse({ statuses: [{ ...SENT, status }] })).toMatchObject({
      events: [],
      ignored: [{ reason: "other_event" }],
    });
  });

  test("a call is told by its id where the type is missing", () => {
    const call = { ...SENT, id: "wacid.A", status: "ACCEPTED" };
    expect(parse({ statuses: [call] }).ignored).toEqual([{ reason: "call_signalling", detail: "ACCEPTED" }]);
  });
});

describe("errors", () => {
  const failed = (errors: unknown) => parse({ statuses: [{ ...SENT, status: "failed", errors }] }).events[0];

  test("the most specific sentence is kept", () => {
    expect(
      failed([{ code: 131049, title: "a", message: "b", error_data: { details: "c" } }])?.errorText,
    ).toBe("c");
    expect(failed([{ code: 131049, title: "a", message: "b" }])?.errorText).toBe("b");
    expect(failed({ code: "131049", title: "a" })).toMatchObject({ errorCode: "131049", errorText: "a" });
  });

  test("a rejection without error is still one", () => {
    expect(failed(undefined)?.status).toBe("rejected");
    expect(failed(undefined)?.errorCode).toBeUndefined();
  });
});

test("the composed body is escaped as Meta escapes it", () => {
  const event = {
    providerMessageId: "wamid.A/B",
    status: "sent",
    occurredAt: AT,
    recipient: "+12025550123",
    sender: "+12025550100",
    tag: "é✓",
  } as const;
  const body = new TextDecoder().decode(composeCloudApi(event));
  expect(body).toContain('"wamid.A\\/B"');
  expect(body).toContain("\\u00e9\\u2713");
});

test.each(["", "{", "null", "7", '"text"', "[]", "\ufeff"])("%j is malformed", (body) => {
  expect(() => parseCloudApi(new TextEncoder().encode(body))).toThrow(MalformedWebhook);
});
