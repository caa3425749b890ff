import { beforeEach, describe, expect, test } from "vitest";
import { changePassword } from "@/lib/auth/account";
import { nextAuthRoute } from "@/lib/auth/next-auth-route";
import { identityOf, sessionOf } from "@/lib/auth/session";
import { checkCredentials } from "@/lib/auth/sign-in";
import {
  TEST_ORIGIN,
  TEST_PASSWORD,
  testInstance,
  testMember,
  testPerson,
  testWorkspace,
} from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";

testInstance();
beforeEach(async () => {
  await pool().query("DELETE FROM throttle");
});

/** A browser: keeps cookies and knows next-auth's two steps. */
class Browser {
  readonly jar = new Map<string, string>();
  address = "203.0.113.9";

  async fetch(path: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "x-reachback-address": this.address, "user-agent": "Test" };
    const init = form ? { method: "POST", body: new URLSearchParams({ json: "true", ...form }) } : {};
    const response = await nextAuthRoute(
      new Request(`${TEST_ORIGIN}/api/auth/${path}`, { ...init, headers }),
      path.split("/"),
    );
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const value = pair.slice(pair.indexOf("=") + 1);
      if (value === "" || /Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line))
        this.jar.delete(pair.split("=")[0] ?? "");
      else this.jar.set(pair.split("=")[0] ?? "", value);
    }
    return response;
  }

  async signIn(email: string, password = TEST_PASSWORD): Promise<Response> {
    const { csrfToken } = (await (await this.fetch("csrf")).json()) as { csrfToken: string };
    return this.fetch("callback/credentials", { email, password, csrfToken });
  }

  request(): Request {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Request(`${TEST_ORIGIN}/api/x`, { headers: { cookie } });
  }
}

describe("signing in", () => {
  test("gives a session that the next request has, and signing out ends it", async () => {
    const workspaceId = await testWorkspace();
    const { person } = await testMember(workspaceId, "viewer");
    const browser = new Browser();
    const response = await browser.signIn(` ${person.email.toUpperCase()} `);
    expect(response.status).toBe(200);
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith("reachback.session="));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const before = browser.request();
    expect(await sessionOf(before)).toMatchObject({ workspaceId, user: { id: person.id } });

    const { csrfToken } = (await (await browser.fetch("csrf")).json()) as { csrfToken: string };
    await browser.fetch("signout", { csrfToken });
    expect(browser.jar.has("reachback.session")).toBe(false);
    expect(await identityOf(before)).toBeNull();
  });

  test("starts a fresh session each time and ends the browser's former one", async () => {
    const person = await testPerson();
    const browser = new Browser();
    await browser.signIn(person.email);
    const former = browser.request();
    await browser.signIn(person.email);
    expect(await identityOf(former)).toBeNull();
    expect(await identityOf(browser.request())).not.toBeNull();
  });

  test("answers a wrong password and an unknown account alike", async () => {
    const person = await testPerson();
    const answers = [];
    for (const email of [person.email, "nobody@example.com", "not an address"]) {
      const response = await new Browser().signIn(email, "wrong password 1");
      answers.push({ status: response.status, body: await response.json() });
    }
    expect(answers[0]?.status).toBe(401);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  test("needs next-auth's own token against forged requests", async () => {
    const person = await testPerson();
    const browser = new Browser();
    await browser.fetch("callback/credentials", {
      email: person.email,
      password: TEST_PASSWORD,
      csrfToken: "forged",
    });
    expect(await identityOf(browser.request())).toBeNull();
  });
});

describe("throttling", () => {
  test("stops an account after five failures, also with the right password, and says for how long", async () => {
    const person = await testPerson();
    const browser = new Browser();
    for (let i = 0; i < 5; i++)
      expect((await browser.signIn(person.email, "wrong password 1")).status).toBe(401);
    const response = await browser.signIn(person.email);
    expect(response.status).toBe(429);
    const seconds = Number(response.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  test("lets only five of many simultaneous guesses through", async () => {
    const { email } = await testPerson();
    const guesses = Array.from({ length: 30 }, () =>
      checkCredentials({ email, password: "wrong password 1" }, null).catch((error: Error) => error.name),
    );
    const results = await Promise.all(guesses);
    expect(results.filter((result) => result === null)).toHaveLength(5);
  });

  test("stops an address after twenty failures over many accounts, but not its neighbours", async () => {
    const { email } = await testPerson();
    const from = "198.51.100.4";
    for (let i = 0; i < 20; i++) await checkCredentials({ email: `u${i}@example.com`, password: "x" }, from);
    const right = { email, password: TEST_PASSWORD };
    await expect(checkCredentials(right, from)).rejects.toMatchObject({ code: "rate_limited" });
    expect(await checkCredentials(right, "198.51.100.5")).toMatchObject({ email });
  });

  test("forgets failures after a success, and when the window is over", async () => {
    const { email } = await testPerson();
    const wrong = { email, password: "wrong password 1" };
    for (let i = 0; i < 4; i++) await checkCredentials(wrong, null);
    expect(await checkCredentials({ email, password: TEST_PASSWORD }, null)).not.toBeNull();
    for (let i = 0; i < 5; i++) expect(await checkCredentials(wrong, null)).toBeNull();
    await expect(checkCredentials(wrong, null)).rejects.toMatchObject({ code: "rate_limited" });
    await pool().query("UPDATE throttle SET expires_at = now() - interval '1 second'");
    expect(await checkCredentials(wrong, null)).toBeNull();
  });
});

test("a new password needs the old one, and signs the other browsers out", async () => {
  const person = await testPerson();
  const [here, there] = [new Browser(), new Browser()];
  await here.signIn(person.email);
  await there.signIn(person.email);
  const identity = await identityOf(here.request());
  if (!identity) throw new Error("signed in");
  const password = "small-Elephant 18";
  await expect(changePassword(identity, { currentPassword: "guess", password })).rejects.toMatchObject({
    problems: [{ path: "currentPassword", code: "wrong_password" }],
  });
  await expect(
    changePassword(identity, { currentPassword: TEST_PASSWORD, password: "password123" }),
  ).rejects.toMatchObject({ problems: [{ path: "password", code: "too_common" }] });
  await changePassword(identity, { currentPassword: TEST_PASSWORD, password });
  expect(await identityOf(there.request())).toBeNull();
  expect(await identityOf(here.request())).not.toBeNull();
  expect(await checkCredentials({ email: person.email, password }, null)).not.toBeNull();
  expect(await checkCredentials({ email: person.email, password: TEST_PASSWORD }, null)).toBeNull();
});
