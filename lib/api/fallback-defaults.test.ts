import { beforeAll, expect, test } from "vitest";
import * as restoreRoute from "@/app/api/v1/fallback-rules/[id]/restore/route";
import * as ruleRoute from "@/app/api/v1/fallback-rules/[id]/route";
import * as rulesRoute from "@/app/api/v1/fallback-rules/route";
import * as defaultsRoute from "@/app/api/v1/fallbacks/defaults/route";
import { operations } from "@/lib/api/operations";
import { TEST_ORIGIN, testApiKey, testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";
import type { RouteHandler } from "@/lib/http/access";

testInstance();

let write: string;
let read: string;
let connectionId: number;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  const { ctx } = await testMember(workspaceId, "admin");
  write = await testApiKey(workspaceId, "write");
  read = await testApiKey(workspaceId, "read");
  const made = await createConnection(ctx, { provider: "simulator", name: "SMS", settings: {} });
  connectionId = Number(made.id);
});

async function ask(handler: RouteHandler, operationId: string, body?: unknown, id = "", key = write) {
  const operation = operations.find((one) => one.id === operationId);
  const request = new Request(`${TEST_ORIGIN}/api/v1/x`, {
    method: operation?.method,
    headers: { authorization: `Bearer ${key}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(id === "" ? {} : { id }) });
  const text = await response.text();
  const json = text === "" ? null : JSON.parse(text);
  if (response.status === operation?.status && operation.response)
    expect(operation.response.safeParse(json).error).toBeUndefined();
  return { status: response.status, json };
}

test("an integration sets the workspace's defaults, as documented", async () => {
  const definition = {
    ...EXAMPLE_RULE,
    steps: EXAMPLE_RULE.steps.map((step) => ({ ...step, connectionId })),
  };
  const made = await ask(rulesRoute.POST, "createFallbackRule", { name: "By SMS", definition });
  expect(made.status).toBe(201);
  const rule = made.json.id as string;
  const wish = {
    ruleId: rule,
    unknownPolicy: "prefer_duplicate",
    approvalCount: 5,
    approvalMicros: 1_000_000,
  };
  expect(await ask(defaultsRoute.PATCH, "saveFallbackDefaults", wish)).toMatchObject({
    status: 200,
    json: wish,
  });
  expect((await ask(defaultsRoute.GET, "getFallbackDefaults", undefined, "", read)).json).toMatchObject(wish);

  expect(await ask(ruleRoute.DELETE, "archiveFallbackRule", undefined, rule)).toMatchObject({
    status: 409,
    json: { problems: [{ path: "", code: "rule_is_default" }] },
  });
  const none = { ruleId: null, approvalCount: null };
  expect((await ask(defaultsRoute.PATCH, "saveFallbackDefaults", none)).json).toMatchObject({
    ...none,
    approvalMicros: 1_000_000,
  });
  expect((await ask(ruleRoute.DELETE, "archiveFallbackRule", undefined, rule)).status).toBe(204);
  expect((await ask(defaultsRoute.PATCH, "saveFallbackDefaults", { ruleId: rule })).status).toBe(400);
  expect((await ask(restoreRoute.POST, "restoreFallbackRule", {}, rule)).json).toMatchObject({
    archivedAt: null,
  });
  expect((await ask(defaultsRoute.PATCH, "saveFallbackDefaults", { ruleId: rule })).status).toBe(200);
});

test("a key that may only read changes nothing", async () => {
  const { status } = await ask(defaultsRoute.PATCH, "saveFallbackDefaults", { approvalCount: 1 }, "", read);
  expect(status).toBe(403);
});
