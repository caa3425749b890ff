import { describe, expect, test } from "vitest";
import type { WebhookRequest } from "@/lib/providers/provider";
import { verifySignature } from "./signature";

/** Published vectors of twilio-node, spec/validation.spec.js. The five parameters are kept encoded as they are. */
const TOKEN = "12345";
const URL_ = "https://mycompany.com/myapp.php?foo=1&bar=2";
const FORM = Buffer.from(
  "Q2FsbFNpZD1DQTEyMzQ1Njc4OTBBQkNERSZDYWxsZXI9JTJCMTQxNTg2NzUzMDkmRGlnaXRzPTEyMzQmRnJvbT0lMkIxNDE1ODY3NTMwOSZUbz0lMkIxODAwNTU1MTIxMg==",
  "base64",
).toString();
const JSON_BODY = '{"property": "value", "boolean": true}';
const JSON_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

function request(url: string, body: string, signature: string | undefined, type?: string): WebhookRequest {
  return {
    method: "POST",
    url,
    headers: { "content-type": type ?? "application/x-www-form-urlencoded", "x-twilio-signature": signature },
    body: new TextEncoder().encode(body),
  };
}

describe("Twilio's signature", () => {
  test.each([
    { why: "form", url: URL_, body: FORM, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" },
    {
      why: "a port that Twilio did not sign",
      url: URL_.replace(".com", ".com:1234"),
      body: FORM,
      signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    },
    {
      why: "a signed http port",
      url: "http://mycompany.com:1234/myapp.php?foo=1&bar=2",
      body: FORM,
      signature: "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    },
    { why: "the standard https port", url: URL_, body: FORM, signature: "kvajT1Ptam85bY51eRf/AJRuM3w=" },
    {
      why: "the standard http port",
      url: URL_.replace("https", "http"),
      body: FORM,
      signature: "0ZXoZLH/DfblKGATFgpif+LLRf4=",
    },
    {
      why: "credentials",
      url: URL_.replace("//", "//user:pass@"),
      body: FORM,
      signature: "CukzLTc1tT5dXEDIHm/tKBanW10=",
    },
    {
      why: "a user name alone",
      url: URL_.replace("//", "//user@"),
      body: FORM,
      signature: "2YRLlVAflCqxaNicjMpJcSTgzSs=",
    },
    {
      why: "credentials and the standard port",
      url: URL_.replace("//", "//user:pass@"),
      body: FORM,
      signature: "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
    },
    {
      why: "characters that a URL parser rewrites",
      url: `${URL_}&Body=It's+amazing`,
      body: FORM,
      signature: "dsq4Ehbj6cs+KdTkpF5sSSplOWw=",
    },
    {
      why: "a repeated name, whatever its order",
      url: URL_,
      body: "MessagingBinding.Address=%2B1415xxxxxxx&MessagingBinding.Address=%2B1325xxxxxxx",
      signature: "83O6e2vORAoJHUNzJjDWN1jz+BA=",
    },
    {
      why: "a repeated value counted once",
      url: URL_,
      body: "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
      signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
    },
    {
      why: "JSON",
      url: `${URL_}&bodySHA256=${JSON_HASH}`,
      body: JSON_BODY,
      signature: "a9nBmqA0ju/hNViExpshrM61xv4=",
    },
    {
      why: "JSON with the hash as only parameter",
      url: `https://mycompany.com/myapp.php?bodySHA256=${JSON_HASH}`,
      body: JSON_BODY,
      signature: "y77kIzt2vzLz71DgmJGsen2scGs=",
    },
  ])("accepts the published vector: $why", ({ url, body, signature }) => {
    expect(verifySignature(request(url, body, signature), { authToken: TOKEN })).toEqual({ ok: true });
  });

  test("refuses a JSON body that differs from the signed hash", () => {
    const changed = request(
      `${URL_}&bodySHA256=${JSON_HASH}`,
      `${JSON_BODY} `,
      "a9nBmqA0ju/hNViExpshrM61xv4=",
    );
    expect(verifySignature(changed, { authToken: TOKEN })).toMatchObject({
      ok: false,
      cause: expect.stringContaining("body was changed"),
    });
  });

  test.each([
    { why: "no header", body: FORM, signature: undefined },
    { why: "another signature", body: FORM, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B9=" },
    { why: "one more parameter", body: `${FORM}&Extra=1`, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" },
    {
      why: "a raw space, which no encoder writes",
      body: `${FORM} `,
      signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    },
  ])("refuses $why", ({ body, signature }) => {
    expect(verifySignature(request(URL_, body, signature), { authToken: TOKEN }).ok).toBe(false);
  });

  test("accepts the previous token during a rotation, and nothing without a token", () => {
    const signed = request(URL_, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    expect(verifySignature(signed, { authToken: "new", authTokenPrevious: TOKEN }).ok).toBe(true);
    expect(verifySignature(signed, {}).ok).toBe(false);
    expect(verifySignature(signed, { authToken: "" }).ok).toBe(false);
  });
});
