import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { messagebird } from "@/lib/providers/messagebird";
import type { WebhookRequest } from "@/lib/providers/provider";
import { JWT_HEADER } from "./wire";

const NOW = Date.UTC(2026, 9, 5, 12);
const SECRET = "made-up-signing-key";
const URL = "https://hooks.example.com/api/webhooks/k";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A case of the reference data that MessageBird publishes with its SDKs (valid, with address and body). */
const REFERENCE = {
  secret: "36efdd1aace2e26cd490f0d951138253bef2f7c6d34d18981da781555cc4cebb",
  url: "https://example.com/path?bar=1&foo=2",
  body: "Hello, World!",
  now: Date.parse("2021-07-05T12:00:00+02:00"),
  token:
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIsIm5iZiI6MTYyNTQ3OTIwMCwiZXhwIjoxNjI1NDc5MjYwLCJqdGkiOiI5M2U1NTAwNi1hMGU4LTQ1MjYtYTE5MC1mYTVmZjAwZWExMTYiLCJ1cmxfaGFzaCI6IjQxZjA1ZjBkZGQwYTIyYWIyMDlhYzQ2ZjQ3YzQ1NzJkOWNlZmEyNTdlZDc0YjI0MDA0YmFlNzUzZWNlNmMyNjAiLCJwYXlsb2FkX2hhc2giOiJkZmZkNjAyMWJiMmJkNWIwYWY2NzYyOTA4MDllYzNhNTMxOTFkZDgxYzdmNzBhNGIyODY4OGEzNjIxODI5ODZmIn0._H--TOuYFLpeEH39-rg5E3IHVkjHozBcaKVWPRC5m9I",
};

describe("the published reference", () => {
  const verify = (change: { url?: string; body?: string; now?: number; secret?: string }) => {
    const { url, body, now, secret } = { ...REFERENCE, ...change };
    const headers = { [JWT_HEADER]: REFERENCE.token };
    return messagebird.verify(
      { method: "POST", url, headers, body: bytes(body) },
      { signingKey: secret },
      now,
    );
  };

  test("is valid as it stands", () => expect(verify({})).toEqual({ ok: true }));

  test.each([
    { why: "its parameters in another order", change: { url: "https://example.com/path?foo=2&bar=1" } },
    { why: "another body", change: { body: "Hello, World?" } },
    { why: "no body", change: { body: "" } },
    { why: "another key", change: { secret: "hunter2" } },
    { why: "6 s too early", change: { now: REFERENCE.now - 6_000 } },
    { why: "66 s later", change: { now: REFERENCE.now + 66_000 } },
  ])("fails with $why", ({ change }) => expect(verify(change).ok).toBe(false));

  test("allows clocks that differ by up to 5 s", () => {
    expect(verify({ now: REFERENCE.now - 5_000 }).ok).toBe(true);
    expect(verify({ now: REFERENCE.now + 64_000 }).ok).toBe(true);
  });
});

describe("tokens", () => {
  const claims = { iss: "MessageBird", nbf: NOW / 1000, exp: NOW / 1000 + 60, url_hash: hash(URL) };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const issue = (alg: string, digest: string, body: object): string => {
    const signed = `${encode({ alg, typ: "JWT" })}.${encode(body)}`;
    return `${signed}.${createHmac(digest, SECRET).update(signed).digest("base64url")}`;
  };
  const verify = (token: string): boolean =>
    messagebird.verify(
      { method: "GET", url: URL, headers: { [JWT_HEADER]: token }, body: bytes("") },
      { signingKey: SECRET },
      NOW,
    ).ok;

  test.each([
    ["HS256", "sha256"],
    ["HS384", "sha384"],
    ["HS512", "sha512"],
  ])("%s is accepted", (alg, digest) => expect(verify(issue(alg, digest, claims))).toBe(true));

  test.each([
    { why: "no algorithm", token: `${encode({ alg: "none" })}.${encode(claims)}.` },
    { why: "an algorithm in other letters", token: issue("hs256", "sha256", claims) },
    { why: "an algorithm that was not used", token: issue("HS512", "sha256", claims) },
    { why: "a fourth part", token: `${issue("HS256", "sha256", claims)}.x` },
    { why: "another issuer", token: issue("HS256", "sha256", { ...claims, iss: "Vonage" }) },
    { why: "no expiry", token: issue("HS256", "sha256", { ...claims, exp: undefined }) },
    { why: "no beginning", token: issue("HS256", "sha256", { ...claims, nbf: undefined }) },
    { why: "no address", token: issue("HS256", "sha256", { ...claims, url_hash: undefined }) },
    {
      why: "a body's hash without body",
      token: issue("HS256", "sha256", { ...claims, payload_hash: hash("") }),
    },
    { why: "no token", token: "a.b" },
  ])("$why is refused", ({ token }) => expect(verify(token)).toBe(false));
});

describe("the old signature", () => {
  const sign = (query: string): string => {
    const mac = createHmac("sha256", SECRET).update(`${NOW / 1000}\n${query}\n`);
    return mac.update(createHash("sha256").update("").digest()).digest("base64");
  };
  const verify = (query: string, signature: string, now = NOW): boolean => {
    const headers = {
      "messagebird-signature": signature,
      "messagebird-request-timestamp": String(NOW / 1000),
    };
    return messagebird.verify(
      { method: "GET", url: `${URL}?${query}`, headers, body: bytes("") },
      { signingKey: SECRET },
      now,
    ).ok;
  };

  test("covers the query sorted by key, with a space written either way", () => {
    expect(verify("b=2&a=1", sign("a=1&b=2"))).toBe(true);
    expect(verify("b=x%20y&a=1", sign("a=1&b=x+y"))).toBe(true);
    expect(verify("b=x%20y&a=1", sign("a=1&b=x%20y"))).toBe(true);
    expect(verify("b=3&a=1", sign("a=1&b=2"))).toBe(false);
  });

  test("is good for a day", () => {
    expect(verify("a=1", sign("a=1"), NOW + 23 * 3_600_000)).toBe(true);
    expect(verify("a=1", sign("a=1"), NOW + 25 * 3_600_000)).toBe(false);
  });
});

describe("reports", () => {
  const report = (query: string, path = "") => {
    const request: WebhookRequest = {
      method: "GET",
      url: `${URL}${path}?${query}`,
      headers: {},
      body: bytes(""),
    };
    return messagebird.parseStatuses(request);
  };
  const base = "id=m1&recipient=447700900123&statusDatetime=2026-10-05T10:00:07+00:00";

  test.each([
    ["scheduled", "sms", "accepted"],
    ["sent", "sms", "sent"],
    ["buffered", "sms", "sent"],
    ["delivered", "sms", "delivered"],
    ["expired", "sms", "rejected"],
    ["delivery_failed", "sms", "rejected"],
    ["teleported", "sms", "unknown"],
    ["calling", "voice", "sent"],
    ["answered", "voice", "delivered"],
    ["machine", "voice", "delivered"],
    ["failed", "voice", "rejected"],
    ["busy", "voice", "rejected"],
  ])("%s is a report of %s: %s", (word, channel, status) => {
    const event = report(`${base}&status=${word}`).events[0];
    expect(event).toMatchObject({ channel, status, part: "447700900123", recipient: "+447700900123" });
    expect(event?.occurredAt).toBe(Date.UTC(2026, 9, 5, 10, 0, 7));
    expect(event?.errorCode).toBe(status === "rejected" ? word : undefined);
  });

  test("the channel in our own report address decides", () => {
    expect(report(`${base}&status=failed&channel=sms`).events[0]?.channel).toBe("sms");
    expect(report(`${base}&status=odd`, "/voice").events[0]?.channel).toBe("voice");
  });

  test("one id with two recipients is two messages", () => {
    const parts = ["447700900123", "447700900456"].map(
      (number) => report(`id=m1&status=sent&recipient=${number}`).events[0]?.part,
    );
    expect(new Set(parts).size).toBe(2);
  });

  test.each(["", "id=m1", "status=sent"])("%j is incomplete", (query) => {
    expect(report(query)).toMatchObject({ events: [], ignored: [{ reason: "incomplete" }] });
  });
});

describe("messages", () => {
  const message = (change: object, beside: object = {}) => {
    const body = {
      type: "message.status",
      message: { id: "m1", status: "sent", to: "+12025550123", ...change },
      ...beside,
    };
    return messagebird.parseStatuses({
      method: "POST",
      url: `${URL}?campaign=autumn`,
      headers: {},
      body: bytes(JSON.stringify(body)),
    });
  };

  test("an error beside the message counts as well", () => {
    const beside = { error: { code: "131026", description: "Undeliverable" } };
    expect(message({ status: "failed" }, beside).events[0]).toMatchObject({
      errorCode: "131026",
      errorText: "Undeliverable",
    });
  });

  test("the number is taken from the contact where the message has none", () => {
    expect(message({ to: undefined }, { contact: { msisdn: 12025550123 } }).events[0]?.recipient).toBe(
      "+12025550123",
    );
  });

  test("the campaign comes from the message, else from the report address", () => {
    expect(message({ source: { campaign: "winter" } }).events[0]?.tag).toBe("winter");
    expect(message({}).events[0]?.tag).toBe("autumn");
  });

  test.each([
    { change: { platform: "telegram" }, reason: "other_event" },
    { change: { status: "deleted" }, reason: "other_event" },
    { change: { direction: "received" }, reason: "inbound_message" },
    { change: { id: undefined }, reason: "incomplete" },
  ])("$change is left aside as $reason", ({ change, reason }) => {
    expect(message(change)).toMatchObject({ events: [], ignored: [{ reason }] });
  });

  test.each(["unknown", "unsupported", "teleported"])("%s is kept as an unknown word", (status) => {
    expect(message({ status }).events[0]).toMatchObject({ status: "unknown", rawStatus: status });
  });

  test("a fallback that MessageBird sends itself is an SMS", () => {
    expect(message({ platform: "sms", from: "EXAMPLE" }).events[0]).toMatchObject({
      channel: "sms",
      sender: "EXAMPLE",
    });
  });
});
