import { describe, expect, test } from "vitest";
import { sinch } from "./index";
import { applicationSignature, verifyApplication, verifyConversation } from "./signature";

const base64 = (encoded: string): Uint8Array => new Uint8Array(Buffer.from(encoded, "base64"));

/** Published in Sinch's Conversation API documentation and SDKs; the body's exact bytes, encoded. */
const CONVERSATION = {
  signature: "6bpJoRmFoXVjfJIVglMoJzYXxnoxRujzR4k2GOXewOE=",
  secret: "foo_secret1234",
  now: 1634579353_000,
  body: base64(
    "eyJhcHBfaWQiOiIiLCJhY2NlcHRlZF90aW1lIjoiMjAyMS0xMC0xOFQxNzo0OToxMy44MTM2MTVaIiwicHJvamVjdF9pZCI6ImUyZGYzYTM0LWE3MWItNDQ0OC05ZGI1LWE4ZDJiYWFkMjhlNCIsImNvbnRhY3RfY3JlYXRlX25vdGlmaWNhdGlvbiI6eyJjb250YWN0Ijp7ImlkIjoiMDFGSkE4QjQ2NlkwUjJHTlhENzhNRDlTTTEiLCJjaGFubmVsX2lkZW50aXRpZXMiOlt7ImNoYW5uZWwiOiJTTVMiLCJpZGVudGl0eSI6IjQ4MTIzNDU2Nzg5IiwiYXBwX2lkIjoiIn1dLCJkaXNwbGF5X25hbWUiOiJOZXcgVGVzdCBDb250YWN0IiwiZW1haWwiOiJuZXcuY29udGFjdEBlbWFpbC5jb20iLCJleHRlcm5hbF9pZCI6IiIsIm1ldGFkYXRhIjoiIiwibGFuZ3VhZ2UiOiJFTl9VUyJ9fSwibWVzc2FnZV9tZXRhZGF0YSI6IiJ9",
  ),
};

function conversation(changed: Record<string, string | undefined> = {}) {
  const headers = {
    "x-sinch-webhook-signature": CONVERSATION.signature,
    "x-sinch-webhook-signature-algorithm": "HmacSHA256",
    "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV067",
    "x-sinch-webhook-signature-timestamp": "1634579353",
    ...changed,
  };
  return { method: "POST", url: "https://x.example/w", headers, body: CONVERSATION.body } as const;
}

describe("Conversation API", () => {
  const saved = { webhookSecret: CONVERSATION.secret };

  test("accepts the published vector for a day", () => {
    expect(verifyConversation(conversation(), saved, CONVERSATION.now)).toEqual({ ok: true });
    expect(verifyConversation(conversation(), saved, CONVERSATION.now + 86_400_000)).toEqual({ ok: true });
    expect(verifyConversation(conversation(), saved, CONVERSATION.now + 86_401_000)).toMatchObject({
      ok: false,
    });
  });

  test("accepts the previous secret during a rotation, and nothing without a secret", () => {
    const rotating = { webhookSecret: "new", webhookSecretPrevious: CONVERSATION.secret };
    expect(verifyConversation(conversation(), rotating, CONVERSATION.now)).toEqual({ ok: true });
    expect(verifyConversation(conversation(), {}, CONVERSATION.now).ok).toBe(false);
  });

  test.each([
    { "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV068" },
    { "x-sinch-webhook-signature-nonce": undefined },
    { "x-sinch-webhook-signature-timestamp": "1634579354" },
    { "x-sinch-webhook-signature-algorithm": "HmacMD5" },
    { "x-sinch-webhook-signature": "" },
  ])("refuses %o", (changed) => {
    expect(sinch.verify(conversation(changed), saved, CONVERSATION.now).ok).toBe(false);
  });
});

describe("Voice applications", () => {
  /** Published in sinch-sdk-java ApplicationAuthManagerTest. */
  const body = base64(
    "eyJpZGVudGl0eSI6eyJ0eXBlIjoibnVtYmVyIiwiZW5kcG9pbnQiOiIrMzM0NDQ1NTU2NjYifSwibWV0aG9kIjoic21zIn0=",
  );
  const secret = Buffer.from("my-key-secret").toString("base64");
  const now = Date.parse("2023-11-22T09:10:11.999Z");
  const request = {
    method: "POST",
    url: "https://x.example/path/pathParamValue",
    headers: {
      "content-type": "application/json; charset=UTF-8",
      "x-timestamp": "2023-11-22T09:10:11.999Z",
      authorization: "Application my-key-id:QP3OzQZVzRZAEev6DBLvJkgpiqyZPuXYsc7oyjUV0K8=",
    },
    body,
  } as const;
  const saved = { applicationKey: "my-key-id", applicationSecret: secret };

  test("accepts the published vector, also while the secret is rotated", () => {
    expect(verifyApplication(request, saved, now)).toEqual({ ok: true });
    const rotating = { ...saved, applicationSecret: "bmV3", applicationSecretPrevious: secret };
    expect(verifyApplication(request, rotating, now)).toEqual({ ok: true });
  });

  test.each([
    { why: "another key", settings: { ...saved, applicationKey: "other" } },
    { why: "another secret", settings: { ...saved, applicationSecret: "b3RoZXI=" } },
    { why: "nothing saved", settings: {} },
  ])("refuses $why", ({ settings }) => {
    expect(sinch.verify(request, settings, now).ok).toBe(false);
  });

  test("refuses another path and a request of the day before yesterday", () => {
    expect(verifyApplication({ ...request, url: "https://x.example/other" }, saved, now).ok).toBe(false);
    expect(verifyApplication(request, saved, now + 2 * 86_400_000).ok).toBe(false);
  });

  test("signs with or without the query", () => {
    const url = "https://x.example/path?campaign=c";
    const path = "/path?campaign=c";
    const signature = applicationSignature(secret, { ...request, path }, request.headers["x-timestamp"]);
    const headers = { ...request.headers, authorization: `Application my-key-id:${signature}` };
    expect(verifyApplication({ ...request, url, headers }, saved, now)).toEqual({ ok: true });
  });
});

describe("unsigned requests", () => {
  const unsigned = (body: string) =>
    sinch.verify(
      { method: "POST", url: "https://x.example/w", headers: {}, body: new TextEncoder().encode(body) },
      { webhookSecret: "s" },
      0,
    );

  test.each(["recipient_delivery_report_sms", "delivery_report_sms"])("accepts the SMS API's %s", (type) => {
    expect(unsigned(JSON.stringify({ type, batch_id: "b" }))).toEqual({ ok: true });
  });

  test.each([
    '{"type":"mo_text"}',
    '{"type":["delivery_report_sms"]}',
    '{"message_delivery_report":{"message_id":"m","status":"READ"}}',
    '{"event":"dice","callid":"c","result":"ANSWERED"}',
    "not json",
    "",
  ])("refuses %s", (body) => {
    expect(unsigned(body).ok).toBe(false);
  });

  test("nothing else in an unsigned SMS report is believed", () => {
    const smuggled = {
      type: "delivery_report_sms",
      batch_id: "b",
      statuses: [],
      message_delivery_report: { message_id: "m", status: "READ" },
    };
    const body = new TextEncoder().encode(JSON.stringify(smuggled));
    expect(
      sinch.parseStatuses({ method: "POST", url: "https://x.example/w", headers: {}, body }).events,
    ).toEqual([]);
  });
});
