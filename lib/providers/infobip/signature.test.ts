import { describe, expect, test } from "vitest";
import type { Settings } from "@/lib/providers/provider";
import { basicHeader, verifyCredentials } from "./signature";

const BASIC: Settings = { webhookUser: "hook", webhookPassword: "pass:with:colons" };
const HEADER: Settings = { headerName: "X-Webhook-Secret", headerSecret: "made-up" };

const verify = (headers: Record<string, string | undefined>, settings: Settings) =>
  verifyCredentials(
    { method: "POST", url: "https://x.example/w", headers, body: new Uint8Array() },
    settings,
  );

describe("Infobip's credentials", () => {
  test("accepts Basic, also with colons in the password and other spellings of the scheme", () => {
    const authorization = basicHeader(BASIC);
    expect(verify({ authorization }, BASIC)).toEqual({ ok: true });
    expect(verify({ authorization: authorization.replace("Basic", "basic ") }, BASIC)).toEqual({ ok: true });
  });

  test("accepts the header of the operator's choice by any case", () => {
    expect(verify({ "x-webhook-secret": "made-up" }, HEADER)).toEqual({ ok: true });
    expect(verify({ "x-webhook-secret": "made-up" }, { ...BASIC, ...HEADER })).toEqual({ ok: true });
  });

  test.each([
    { why: "nothing sent", headers: {}, settings: BASIC },
    { why: "nothing saved", headers: { authorization: basicHeader({}) }, settings: {} },
    {
      why: "a user without a password",
      headers: { authorization: basicHeader({}) },
      settings: { webhookUser: "hook" },
    },
    {
      why: "another password",
      headers: { authorization: basicHeader({ ...BASIC, webhookPassword: "x" }) },
      settings: BASIC,
    },
    { why: "a Bearer token", headers: { authorization: "Bearer x" }, settings: BASIC },
    { why: "an empty header", headers: { "x-webhook-secret": "" }, settings: HEADER },
    { why: "another header's value", headers: { "x-webhook-secret": "made" }, settings: HEADER },
    {
      why: "a name without a value",
      headers: { "x-webhook-secret": "" },
      settings: { headerName: "x-webhook-secret" },
    },
  ])("refuses $why", ({ headers, settings }) => {
    expect(verify(headers, settings)).toMatchObject({ ok: false });
  });

  test("accepts the previous password during a rotation", () => {
    const saved = { ...BASIC, webhookPassword: "new", webhookPasswordPrevious: BASIC.webhookPassword };
    expect(verify({ authorization: basicHeader(BASIC) }, saved)).toEqual({ ok: true });
    expect(verify({ authorization: basicHeader({ ...BASIC, webhookPassword: "new" }) }, saved)).toEqual({
      ok: true,
    });
  });
});
