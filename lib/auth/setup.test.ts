import { beforeEach, describe, expect, test } from "vitest";
import { contextOfApiKey } from "@/lib/api-keys/context-of-api-key";
import { bootstrap, completeSetup, ensureSetupToken, isSetupToken } from "@/lib/auth/setup";
import { checkCredentials } from "@/lib/auth/sign-in";
import { TEST_ORIGIN, TEST_PASSWORD, testInstance } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";

testInstance();
beforeEach(async () => {
  await pool().query("TRUNCATE app_user, workspace, instance_setting, throttle CASCADE");
});

const person = { email: "ana@example.com", password: TEST_PASSWORD, workspaceName: "Bakery" };
const settings = { name: "Ana", locale: "zh", timeZone: "Asia/Shanghai" } as const;
const count = async (table: string) =>
  Number((await pool().query(`SELECT count(*) FROM ${table}`)).rows[0].count);

async function newToken(): Promise<string> {
  const token = await ensureSetupToken();
  if (!token) throw new Error("the instance is empty");
  return token;
}

describe("the first-run set-up", () => {
  test("makes the admin with their workspace, and the token dies", async () => {
    const token = await newToken();
    const { workspaceId } = await completeSetup({ token, ...person, ...settings }, "203.0.113.9");
    const { rows } = await pool().query(
      "SELECT w.id, w.name, w.locale, w.time_zone, m.role FROM workspace w JOIN membership m ON m.workspace_id = w.id",
    );
    expect(rows).toEqual([
      { id: workspaceId, name: "Bakery", locale: "zh", time_zone: "Asia/Shanghai", role: "admin" },
    ]);
    expect(await checkCredentials(person, null)).not.toBeNull();
    expect(await isSetupToken(token)).toBe(false);
    expect(await ensureSetupToken()).toBeNull();
  });

  test("lets exactly one of many simultaneous visitors through", async () => {
    const token = await newToken();
    const visits = Array.from({ length: 8 }, (_, i) =>
      completeSetup({ token, ...person, email: `ana${i}@example.com`, ...settings }, null).then(
        () => "in",
        (error) => error.code,
      ),
    );
    const results = await Promise.all(visits);
    expect(results.filter((result) => result === "in")).toHaveLength(1);
    expect(results.filter((result) => result === "not_found")).toHaveLength(7);
    expect(await count("app_user")).toBe(1);
    expect(await count("workspace")).toBe(1);
  });

  test("stays open while only the demo's account exists, and closes with the first real one", async () => {
    await pool().query(`INSERT INTO workspace (id, name, is_demo) VALUES (901, 'Demo', true), (902, 'Real', false);
      INSERT INTO app_user (id, email, name) VALUES (901, 'demo@example.com', 'Demo');
      INSERT INTO membership (workspace_id, user_id, role) VALUES (901, 901, 'admin')`);
    const token = await newToken();
    expect(await isSetupToken(token)).toBe(true);
    await pool().query("INSERT INTO membership (workspace_id, user_id, role) VALUES (902, 901, 'viewer')");
    expect(await ensureSetupToken()).toBeNull();
  });

  test("knows only the newest token, and stores none", async () => {
    const [older, newer] = [await newToken(), await newToken()];
    expect(await isSetupToken(older)).toBe(false);
    expect(await isSetupToken(newer)).toBe(true);
    expect(await isSetupToken("")).toBe(false);
    const { rows } = await pool().query("SELECT value::text FROM instance_setting");
    expect(JSON.stringify(rows)).not.toContain(newer);
  });

  test("says beside which field something is wrong, and keeps the token", async () => {
    const token = await newToken();
    const wrong = {
      token,
      ...person,
      ...settings,
      email: "ana",
      password: "password123",
      timeZone: "Mars/Olympus",
    };
    await expect(completeSetup(wrong, null)).rejects.toMatchObject({
      code: "invalid_input",
      problems: expect.arrayContaining([
        expect.objectContaining({ path: "email" }),
        expect.objectContaining({ path: "timeZone", code: "unknown_time_zone" }),
      ]),
    });
    await expect(
      completeSetup({ token, ...person, ...settings, password: "password123" }, null),
    ).rejects.toMatchObject({ problems: [{ path: "password", code: "too_common" }] });
    expect(await isSetupToken(token)).toBe(true);
  });
});

describe("bootstrap", () => {
  test("gives an empty instance a workspace and a key that may write", async () => {
    const { workspaceId, apiKey } = await bootstrap(person);
    const request = new Request(TEST_ORIGIN, { headers: { authorization: `Bearer ${apiKey}` } });
    expect(await contextOfApiKey(request, "write")).toMatchObject({ workspaceId, role: "admin" });
    expect(await checkCredentials(person, null)).not.toBeNull();
  });

  test("refuses once there is a user, also when two run at once", async () => {
    const results = await Promise.allSettled([
      bootstrap(person),
      bootstrap({ ...person, email: "bo@example.com" }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(bootstrap(person)).rejects.toMatchObject({ code: "conflict" });
    expect(await count("workspace")).toBe(1);
  });

  test("does not make a second first admin beside the set-up page", async () => {
    const token = await newToken();
    await bootstrap(person);
    await expect(completeSetup({ token, ...person, ...settings }, null)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
