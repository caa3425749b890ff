import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { testConnection } from "@/lib/connections/test-connection";

testInstance();

/** Whether somebody has asked: the guard must refuse before that. */
let asked = 0;
const server = createServer((_, response) => {
  asked++;
  response.end("{}");
});

let operator: Context;
let admin: Context;
let stranger: Context;
let address: string;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const make = async (provider: string, settings: Record<string, string>) =>
  Number((await createConnection(admin, { provider, name: "One", settings })).id);

test("the simulator needs nobody", async () => {
  const id = await make("simulator", {});
  expect(await testConnection(operator, { id })).toEqual({ ok: true, detail: "Nothing is sent to anyone." });
});

test("an address in a private network is refused in words that say what to change", async () => {
  const id = await make("simulator", { apiBase: address });
  const outcome = await testConnection(operator, { id });
  expect(outcome).toMatchObject({ ok: false, cause: expect.stringContaining("ALLOW_PRIVATE_ADDRESSES") });
  expect(asked).toBe(0);
});

test.each(["ftp://127.0.0.1", "http://user:word@example.com", "example.com", "http://example.com/?a=1"])(
  "%s can't be saved as an address",
  async (apiBase) => {
    await expect(make("simulator", { apiBase })).rejects.toMatchObject({
      code: "invalid_input",
      problems: [{ path: "settings.apiBase" }],
    });
  },
);

test("a connection that only receives says so", async () => {
  const id = await make("meta", { appSecret: "5ec12e7-0f-app-0123456789abcdef" });
  await expect(testConnection(operator, { id })).rejects.toMatchObject({ code: "conflict" });
});

test("another workspace's connection is unknown, and viewers may not test", async () => {
  const id = await make("simulator", {});
  await expect(testConnection(stranger, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(testConnection({ ...operator, role: "viewer" }, { id })).rejects.toMatchObject({
    code: "forbidden",
  });
});
