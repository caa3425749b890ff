import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import * as cancelRoute from "@/app/api/v1/attempts/[id]/cancel/route";
import * as attemptRoute from "@/app/api/v1/attempts/[id]/route";
import * as settleRoute from "@/app/api/v1/attempts/[id]/settle/route";
import * as batchRoute from "@/app/api/v1/attempts/batches/[id]/route";
import * as undoRoute from "@/app/api/v1/attempts/batches/[id]/undo/route";
import * as previewRoute from "@/app/api/v1/attempts/preview/route";
import * as attemptsRoute from "@/app/api/v1/attempts/route";
import { operations } from "@/lib/api/operations";
import { TEST_ORIGIN, testApiKey } from "@/lib/auth/test-instance";
import { line, manualFixture, operator, rejected, sql } from "@/lib/fallback/testing/manual-fixture";
import type { RouteHandler } from "@/lib/http/access";

manualFixture();

async function call(operationId: string, handler: RouteHandler, id?: string, body?: object, query = "") {
  const operation = operations.find((one) => one.id === operationId);
  const key = await testApiKey(operator.workspaceId, operation?.scope ?? "read");
  const init = {
    method: operation?.method ?? "GET",
    headers: { authorization: `Bearer ${key}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  const params = Promise.resolve(id === undefined ? {} : { id });
  const response = await handler(new Request(`${TEST_ORIGIN}/api/v1/x${query}`, init), { params });
  const json = await response.json();
  if (response.ok) expect(operation?.response?.safeParse(json).error).toBeUndefined();
  return { status: response.status, json };
}

test("an integration previews, sends, follows, takes back and settles, as documented", async () => {
  await rejected(2);
  const filter = { campaignId: String(line.campaign) };
  const { json: preview } = await call("previewAttempts", previewRoute.POST, undefined, { filter });
  expect(preview).toMatchObject({ chosen: 2, send: 2 });
  const requestId = randomUUID();
  const sent = await call("planAttempts", attemptsRoute.POST, undefined, { filter, requestId });
  expect(sent).toMatchObject({ status: 200, json: { id: requestId, people: 2 } });
  const { json: page } = await call("listAttempts", attemptsRoute.GET, undefined, undefined, "?limit=1");
  const { id } = page.items[0];
  expect((await call("getAttempt", attemptRoute.GET, id)).json.log).toHaveLength(1);
  expect((await call("cancelAttempt", cancelRoute.POST, id, {})).json.state).toBe("cancelled");
  expect((await call("undoAttemptBatch", undoRoute.POST, requestId, {})).json.cancelled).toBe(1);
  expect((await call("getAttemptBatch", batchRoute.GET, requestId)).json.byState.cancelled).toBe(2);
  await sql("UPDATE fallback_attempt SET state = 'unknown' WHERE id = $1", id);
  expect((await call("settleAttempt", settleRoute.POST, id, { as: "sent" })).json.state).toBe("accepted");
});

test("says what is wrong", async () => {
  const messageIds = await rejected(1);
  const both = { filter: {}, messageIds };
  expect(await call("previewAttempts", previewRoute.POST, undefined, both)).toMatchObject({ status: 400 });
  expect(await call("planAttempts", attemptsRoute.POST, undefined, { messageIds })).toMatchObject({
    status: 400,
    json: { problems: [{ path: "requestId" }] },
  });
  for (const id of ["1", "x", randomUUID()])
    expect((await call("getAttempt", attemptRoute.GET, id)).status).toBe(404);
  await sql("UPDATE campaign SET fallback_mode = 'off' WHERE id = $1", line.campaign);
  expect(await call("previewAttempts", previewRoute.POST, undefined, { messageIds })).toMatchObject({
    status: 409,
    json: { code: "conflict" },
  });
});
