import { describe, expect, test } from "vitest";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { isSigned, signToken, verifySignature } from "./signature";

const NOW = Date.parse("2026-10-05T10:00:00Z");
const BODY = '{"message_uuid":"m","status":"sent"}';
const SECRET = "made-up-vonage-signature-secret";

function request(authorization: string | undefined, body = BODY): WebhookRequest {
  return {
    method: "POST",
    url: "https://x.example/w",
    headers: { authorization },
    body: new TextEncoder().encode(body),
  };
}

const claims = { iat: NOW / 1000, iss: "Vonage", payload_hash: sha256Hex(BODY), application_id: "app-1" };

const verify = (changed: Record<string, string | number>, settings: Settings = { signatureSecret: SECRET }) =>
  verifySignature(request(`Bearer ${signToken({ ...claims, ...changed }, SECRET)}`), settings, NOW);

describe("Vonage's token", () => {
  test("matches the published vector of vonage-java-sdk, and not its altered twin", () => {
    const secret = "XsA09z2MhUxYcdbXaUX3aTT7TzGmnCLfkdILf0NIyC9hN9criTEUdlI3OZ5hRjR";
    const signed =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJTaW5hIiwibmFtZSI6IkphdmFfU0RLIiwiaWF0IjoxNjk4NjgwMzkyfQ";
    expect(isSigned(`${signed}.4qJpi46NSYURiLI1xoLIfGRygA8IUI2QSG9P2Kus1Oo`, [secret])).toBe(true);
    expect(isSigned(`${signed}.XsaXHXqxe2kfIbPy-JH2J6hfbHnEv8jdWsOhEuvzU98`, [secret])).toBe(false);
  });

  test("accepts what Vonage signs, up to a day old", () => {
    expect(verify({})).toEqual({ ok: true });
    expect(verify({ iat: NOW / 1000 - 86_400 })).toEqual({ ok: true });
  });

  test.each<{ why: string; changed: Record<string, string | number> }>([
    { why: "older than a day", changed: { iat: NOW / 1000 - 86_401 } },
    { why: "no time at all", changed: { iat: "soon" } },
    { why: "another body", changed: { payload_hash: sha256Hex("{}") } },
    { why: "an issuer that is not Vonage", changed: { iss: "someone" } },
  ])("refuses a token with $why", ({ changed }) => {
    expect(verify(changed)).toMatchObject({ ok: false });
  });

  test("refuses other applications only where one is saved", () => {
    expect(verify({}, { signatureSecret: SECRET, applicationId: "app-2" })).toMatchObject({ ok: false });
    expect(verify({}, { signatureSecret: SECRET, applicationId: "app-1" })).toEqual({ ok: true });
  });

  test("asks for a repeat of an unsigned request, and for none when the signature is wrong", () => {
    const settings = { signatureSecret: SECRET };
    expect(verifySignature(request(undefined), settings, NOW)).toMatchObject({ ok: false, retry: true });
    const wrong = verifySignature(request(`Bearer ${signToken(claims, "other")}`), settings, NOW);
    expect(wrong.ok ? null : wrong.retry).toBeUndefined();
    expect(wrong.ok).toBe(false);
  });

  test.each(["none", "HS512", "RS256"])("refuses a header that names %s", (alg) => {
    const [, payload, signature] = signToken(claims, SECRET).split(".");
    const header = Buffer.from(JSON.stringify({ alg })).toString("base64url");
    expect(isSigned(`${header}.${payload}.${signature}`, [SECRET])).toBe(false);
    expect(isSigned(`${header}.${payload}.`, [SECRET])).toBe(false);
  });

  test("accepts the previous secret during a rotation, and nothing without a secret", () => {
    expect(verify({}, { signatureSecret: "new", signatureSecretPrevious: SECRET })).toEqual({ ok: true });
    expect(verify({}, {}).ok).toBe(false);
  });
});
