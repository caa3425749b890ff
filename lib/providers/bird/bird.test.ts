import { describe, expect, test } from "vitest";
import { bird } from "@/lib/providers/bird";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 9, 5, 12);
const URL = "https://hooks.example.com/api/webhooks/k?env=prod";
const SETTINGS = { signingKey: "made-up-key" };

const parse = (item: unknown) => {
  const body = new TextEncoder().encode(JSON.stringify(item));
  return bird.parseStatuses({ method: "POST", url: URL, headers: {}, body });
};

const outbound = (event: string, payload: object) =>
  parse({
    service: "channels",
    event,
    payload: { id: "m1", lastStatusAt: "2026-10-05T10:00:00.120Z", ...payload },
  });

describe("replay window", () => {
  const event = {
    providerMessageId: "m1",
    status: "sent",
    occurredAt: NOW,
    recipient: "+12025550123",
    sender: "+12025550100",
  } as const;
  const request = bird.compose(event, { url: URL }, SETTINGS, NOW);

  test.each([
    { hours: 8, ok: true },
    { hours: 23.9, ok: true },
    { hours: 24.1, ok: false },
    { hours: -0.1, ok: true },
    { hours: -1, ok: false },
  ])("a request signed $hours h ago: $ok", ({ hours, ok }) => {
    expect(bird.verify(request, SETTINGS, NOW + hours * HOUR).ok).toBe(ok);
  });

  test("the address is part of the signature", () => {
    expect(bird.verify({ ...request, url: `${URL}&x=1` }, SETTINGS, NOW).ok).toBe(false);
  });
});

describe("calls", () => {
  test.each([
    ["starting", "accepted"],
    ["ringing", "sent"],
    ["ongoing", "delivered"],
    ["completed", "delivered"],
    ["no-answer", "rejected"],
    ["busy", "rejected"],
    ["failed", "rejected"],
    ["teleported", "unknown"],
  ])("%s is %s", (word, status) => {
    const event = outbound("voice.outbound", { status: word, to: "+447700900123", from: "+447700900001" })
      .events[0];
    expect(event).toMatchObject({ channel: "voice", status, rawStatus: word, recipient: "+447700900123" });
    expect(event?.errorCode).toBe(status === "rejected" ? word : undefined);
  });

  test("a call that we cancelled is no failure of the recipient", () => {
    expect(outbound("voice.outbound", { status: "canceled" }).events[0]).toMatchObject({
      cancelledByUs: true,
    });
  });
});

describe("failures", () => {
  const codeOf = (payload: object) =>
    outbound("whatsapp.outbound", { status: "sending_failed", ...payload }).events[0]?.errorCode;

  test.each([
    { failure: { code: 15001, source: { name: "whatsapp", code: 131049 } }, code: "131049" },
    { failure: { code: 15005, source: { name: "sms-messagebird", code: "1" } }, code: "sms-messagebird:1" },
    { failure: { code: 14001, source: { name: "accounting" } }, code: "accounting" },
    { failure: { code: 12001 }, code: "12001" },
    { failure: [], code: undefined },
  ])("$failure is $code", ({ failure, code }) => expect(codeOf({ failure })).toBe(code));

  test("an older event has its code in the sentence", () => {
    expect(codeOf({ reason: "details: x; reason: undeliverable; code: 131026" })).toBe("131026");
  });
});

test.each([
  {
    item: { event: "whatsapp.interaction", payload: { type: "clicked", messageId: "m1" } },
    reason: "other_event",
  },
  { item: { event: "whatsapp.interaction", payload: { type: "read" } }, reason: "incomplete" },
  { item: { event: "whatsapp.outbound", payload: { id: "m1" } }, reason: "incomplete" },
  {
    item: { event: "whatsapp.outbound", payload: { id: "m1", status: "delivered", direction: "incoming" } },
    reason: "inbound_message",
  },
  { item: { event: "email.outbound", payload: { id: "m1", status: "delivered" } }, reason: "other_event" },
  { item: {}, reason: "other_object" },
])("$item.event with $item.payload is left aside as $reason", ({ item, reason }) => {
  expect(parse(item)).toMatchObject({ events: [], ignored: [{ reason }] });
});

test("a recipient is found among several identities, in a list or alone", () => {
  const bsuid = { identifierKey: "whatsappbsuid", identifierValue: "US.1349" };
  const phone = { identifierKey: "phonenumber", identifierValue: "+12025550123" };
  const both = { recipient: "+12025550123", recipientUserId: "US.1349" };
  expect(
    outbound("whatsapp.outbound", { status: "sent", receiver: { contacts: [bsuid, phone] } }).events[0],
  ).toMatchObject(both);
  expect(
    outbound("whatsapp.outbound", { status: "sent", receiver: { contact: phone } }).events[0]?.recipient,
  ).toBe("+12025550123");
});
