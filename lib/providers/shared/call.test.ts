import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RecordingServer, startRecordingServer } from "../contract/recording-server";
import { accountOf } from "../contract/sender-cases";
import { type Call, call } from "./call";

/** As undici throws it: "fetch failed", with the reason in `cause`. */
const failing =
  (cause: unknown): typeof fetch =>
  () =>
    Promise.reject(new TypeError("fetch failed", { cause }));
const coded = (code?: string) => Object.assign(new Error("made up"), code === undefined ? {} : { code });
const account = (fetch: typeof globalThis.fetch) => ({ settings: {}, fetch, timeout: 1000 });
const GET: Call = { method: "GET", url: "https://api.example.com/", headers: {} };

describe("what a failure proves", () => {
  test.each([
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "ADDRESS_REFUSED",
  ])("%s: nothing was sent", async (code) => {
    expect(await call(account(failing(coded(code))), GET)).toMatchObject({ kind: "unsent" });
  });

  test.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT", undefined])(
    "%s: it may have been sent",
    async (code) => {
      expect(await call(account(failing(coded(code))), GET)).toMatchObject({ kind: "unknown" });
    },
  );

  test("of several addresses, each must have been out of reach", async () => {
    const both = new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH")]);
    expect(await call(account(failing(both)), GET)).toMatchObject({ kind: "unsent" });
    for (const other of ["ECONNRESET", undefined]) {
      const mixed = new AggregateError([coded("ECONNREFUSED"), coded(other)]);
      expect(await call(account(failing(mixed)), GET)).toMatchObject({ kind: "unknown" });
    }
  });

  test("an address or a key that can't be sent was not sent", async () => {
    expect(await call(account(fetch), { ...GET, url: "not an address" })).toMatchObject({ kind: "unsent" });
    const headers = { authorization: "App key\nwith a line" };
    expect(await call(account(fetch), { ...GET, headers })).toMatchObject({ kind: "unsent" });
  });
});

describe("an answer", () => {
  let server: RecordingServer;
  beforeEach(async () => {
    server = await startRecordingServer();
  });
  afterEach(() => server.close());

  const answered = async (answer: ReturnType<RecordingServer["answer"]>, settings = {}) => {
    server.answer = () => answer;
    const headers = { authorization: "Basic dXNlcjpwYXNzd29yZA==" };
    const result = await call(accountOf(settings, server.url), { ...GET, url: server.url, headers });
    if (result.kind !== "answer") throw new Error(result.kind);
    return result;
  };

  test.each([
    { header: "7", seconds: 7 },
    { header: "999999", seconds: 3600 },
    { header: new Date(Date.now() - 60_000).toUTCString(), seconds: 0 },
    { header: "soon", seconds: undefined },
  ])("Retry-After $header", async ({ header, seconds }) => {
    expect((await answered({ status: 429, headers: { "retry-after": header } })).retryAfter).toBe(seconds);
  });

  test("is kept short, without secrets in any form and without whole numbers", async () => {
    const settings = { key: 'se"cret\n& more', short: "abc" };
    const body = {
      plain: settings.key,
      url: encodeURIComponent(settings.key),
      basic: "dXNlcjpwYXNzd29yZA==",
      to: "+447700900123",
      word: "abc",
      rest: "x".repeat(5000),
    };
    const { shown, redact } = await answered({ status: 400, body }, settings);
    expect(shown).toHaveLength(2000);
    expect(shown).toContain('{"plain":"…","url":"…","basic":"…","to":"…23","word":"abc"');
    expect(redact("to 12025550100")).toBe("to …00");
  });

  test("is not read for ever", async () => {
    const result = await answered({ status: 200, body: "x".repeat(20_000_000) });
    expect(result.json).toBeUndefined();
  });
});
