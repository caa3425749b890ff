import { createPublicKey, createVerify } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { provideEnv } from "@/lib/env";
import type { AppError } from "@/lib/errors";
import { addServiceAccount, listAccounts, removeAccount } from "@/lib/logs/accounts/accounts";
import { checkSpreadsheet, makeSpreadsheet } from "@/lib/logs/accounts/spreadsheets";
import { beginConsent, endConsent } from "@/lib/logs/google/oauth";
import { assertionOf, readKeyFile } from "@/lib/logs/google/secrets";
import { spreadsheetIdOf } from "@/lib/logs/google/spreadsheet-address";
import { keyFile } from "@/lib/logs/testing/sheet-log";
import { SheetsServer } from "@/lib/logs/testing/sheets-server";

testInstance();

let google: SheetsServer;
let admin: Context;
let operator: Context;
let stranger: Context;
beforeAll(async () => {
  google = await SheetsServer.listen();
  provideEnv({
    GOOGLE_API_BASE: google.url,
    GOOGLE_CLIENT_ID: "client",
    GOOGLE_CLIENT_SECRET: "secret",
    ALLOW_PRIVATE_ADDRESSES: "true",
  });
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
});
afterAll(() => google.close());
beforeEach(() => {
  google.revoked = false;
  google.treat = () => "ok";
});

const failure = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error("it was taken");
    },
    (error) => error as AppError,
  );

/** What Google sends back after the person has agreed. */
async function agreed(url: string): Promise<{ code: string; state: string }> {
  const response = await fetch(url, { redirect: "manual" });
  const { searchParams } = new URL(response.headers.get("location") ?? "");
  return { code: searchParams.get("code") ?? "", state: searchParams.get("state") ?? "" };
}

describe("a person's account", () => {
  test("is connected by code, verifier and state, for later as well", async () => {
    const { url, cookie } = beginConsent(admin);
    const question = new URL(url).searchParams;
    expect(question.get("access_type")).toBe("offline");
    expect(question.get("code_challenge_method")).toBe("S256");
    expect(question.get("redirect_uri")).toBe("http://localhost:3000/api/google-accounts/connect/callback");
    const answer = await agreed(url);
    expect(await endConsent(admin, cookie, answer)).toEqual({ email: "owner@example.com" });
    expect((await listAccounts(operator)).items).toMatchObject([
      { kind: "oauth", email: "owner@example.com" },
    ]);
    // The code is good once.
    expect(await endConsent(admin, cookie, answer)).toEqual({ problem: "failed" });
    const { rows } = await pool().query("SELECT secrets FROM google_account WHERE kind = 'oauth'");
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0].secrets).toString("latin1")).not.toContain("a-refresh-token");
  });

  test("is not connected by an answer to somebody else's question, or too late", async () => {
    const { url, cookie } = beginConsent(admin);
    const answer = await agreed(url);
    const expired = { problem: "expired" };
    expect(await endConsent(admin, undefined, answer)).toEqual(expired);
    expect(await endConsent(admin, `${cookie.slice(0, -2)}xx`, answer)).toEqual(expired);
    expect(await endConsent(admin, cookie, { ...answer, state: "forged" })).toEqual(expired);
    expect(await endConsent(stranger, cookie, answer)).toEqual(expired);
    expect(await endConsent(admin, cookie, answer, Date.now() + 700_000)).toEqual(expired);
    expect(await endConsent(admin, cookie, { state: answer.state, error: "access_denied" })).toEqual({
      problem: "denied",
    });
    await expect(async () => beginConsent(operator)).rejects.toThrow("admin");
  });
});

describe("a service account", () => {
  test("signs what Google can check", () => {
    const secret = readKeyFile(keyFile());
    if (!secret) throw new Error("the key was not read");
    const [header = "", claims = "", signature = ""] = assertionOf(
      secret,
      "https://google.example/token",
      1_000_000,
    ).split(".");
    const verify = createVerify("RSA-SHA256").update(`${header}.${claims}`);
    expect(verify.verify(createPublicKey(secret.privateKey), signature, "base64url")).toBe(true);
    const told = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect(told).toMatchObject({ iss: secret.clientEmail, aud: "https://google.example/token" });
    expect(told.exp - told.iat).toBeLessThanOrEqual(3600);
  });

  test("is tried before it is taken, renewed by its address, and leaves no secret behind", async () => {
    for (const key of ["", "{}", '{"type":"service_account","client_email":"a@b.co","private_key":"x"}'])
      expect((await failure(addServiceAccount(admin, { key }))).problems).toMatchObject([
        { path: "key", code: "google_key" },
      ]);
    google.revoked = true;
    expect((await failure(addServiceAccount(admin, { key: keyFile() }))).code).toBe("invalid_input");
    google.revoked = false;
    const { id } = await addServiceAccount(admin, { key: keyFile() });
    expect((await addServiceAccount(admin, { key: keyFile() })).id).toBe(id);
    expect((await failure(removeAccount(stranger, { id: Number(id) }))).code).toBe("not_found");
    await removeAccount(admin, { id: Number(id) });
    const { rows } = await pool().query("SELECT length(secrets) AS n FROM google_account WHERE id = $1", [
      Number(id),
    ]);
    expect(rows).toEqual([{ n: 0 }]);
    expect(JSON.stringify(await listAccounts(admin))).not.toContain(`"id":"${id}"`);
  });
});

describe("a spreadsheet", () => {
  test("is made with its header and shared, or found by its address", async () => {
    const id = Number((await addServiceAccount(admin, { key: keyFile() })).id);
    const made = await makeSpreadsheet(admin, { id, title: "Reports", shareWith: "me@example.com" });
    const [sheet] = google.spreadsheets.values();
    expect(sheet).toMatchObject({ title: "Reports", sharedWith: ["me@example.com"] });
    expect(sheet?.tabs[0]?.rows[0]).toContain("Message_To");
    expect(await checkSpreadsheet(admin, { id, address: made.url })).toEqual(made);
    const codeOf = async (address: string) =>
      (await failure(checkSpreadsheet(admin, { id, address }))).problems[0]?.code;
    expect(await codeOf("https://example.com/")).toBe("spreadsheet_address");
    expect(await codeOf("nothing-has-this-id-0000000")).toBe("google_sheet_deleted");
    google.treat = () => ({ status: 403 });
    expect(await codeOf(made.url)).toBe("google_no_right");
    google.treat = () => "drop_before";
    expect((await failure(checkSpreadsheet(admin, { id, address: made.url }))).code).toBe("unavailable");
    expect((await failure(makeSpreadsheet(stranger, { id, title: "x" }))).code).toBe("not_found");
  });

  test.each([
    [
      "https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/edit#gid=0",
      "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    ],
    [
      "https://docs.google.com/spreadsheets/u/1/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/",
      "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    ],
    [" 1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789 ", "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789"],
    ["https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789", null],
    ["hello", null],
  ])("%s", (address, expected) => {
    expect(spreadsheetIdOf(address)).toBe(expected);
  });
});
