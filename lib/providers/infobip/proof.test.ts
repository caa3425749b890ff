import { describe, expect, test } from "vitest";
import type { WebhookRequest } from "@/lib/providers/provider";
import { provenCallback, verifyCredentials } from "./signature";

const SAVED = { webhookUser: "reachback", webhookPassword: "made-up-password-1" };
const ADDRESS = "https://hooks.example.com/api/webhooks/k3y?attempt=0199c4a2-7b1e-7c3d-9f10-5b6a7c8d9e0f";

const request = (url: string, authorization?: string): WebhookRequest => ({
  method: "POST",
  url,
  headers: { authorization },
  body: new Uint8Array(),
});

describe("the address of our own sends", () => {
  test("proves itself, also after the password was changed", () => {
    const proven = provenCallback(ADDRESS, SAVED);
    expect(new URL(proven).searchParams.get("attempt")).toBe(new URL(ADDRESS).searchParams.get("attempt"));
    expect(verifyCredentials(request(proven), SAVED)).toEqual({ ok: true });
    const changed = {
      ...SAVED,
      webhookPassword: "made-up-password-2",
      webhookPasswordPrevious: SAVED.webhookPassword,
    };
    expect(verifyCredentials(request(proven), changed)).toEqual({ ok: true });
  });

  test.each([
    { why: "another attempt", change: (url: string) => url.replace("0199c4a2", "0199c4a3") },
    { why: "another code", change: (url: string) => url.replace(/proof=./, "proof=_") },
    { why: "no code", change: (url: string) => url.replace(/&proof=.*/, "") },
    { why: "no attempt", change: (url: string) => url.replace(/attempt=[^&]*&/, "") },
  ])("proves nothing with $why", ({ change }) => {
    const verdict = verifyCredentials(request(change(provenCallback(ADDRESS, SAVED))), SAVED);
    expect(verdict).toMatchObject({ ok: false });
  });

  test("stays as it is without a password or without an attempt", () => {
    expect(provenCallback(ADDRESS, {})).toBe(ADDRESS);
    expect(provenCallback("https://hooks.example.com/api/webhooks/k3y", SAVED)).not.toContain("proof");
  });
});
