import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { MAX_TRIES } from "@/lib/domain/webhook-out/retry";
import { fetchThrough, isPrivateAddress } from "@/lib/http/outbound";
import {
  getDelivery,
  listDeliveries,
  replayDelivery,
  replayFailed,
  sendTestEvent,
} from "@/lib/webhooks-out/deliveries";
import { type DispatchOptions, WebhookDispatcher } from "@/lib/webhooks-out/dispatch/dispatcher";
import {
  createEndpoint,
  getEndpoint,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  updateEndpoint,
} from "@/lib/webhooks-out/endpoints";
import { enqueueToEndpoint, enqueueWebhookEvent } from "@/lib/webhooks-out/enqueue";
import { removeOldDeliveries } from "@/lib/webhooks-out/retention";
import { type Receiver, verifies, webhookReceiver } from "@/lib/webhooks-out/testing/receiver";

testInstance();

const open = fetchThrough(null);
const errors: unknown[] = [];
const running: WebhookDispatcher[] = [];
let ctx: Context;
let receiver: Receiver;
let id: number;
let secret: string;

beforeAll(() => {
  process.env.ALLOW_PRIVATE_ADDRESSES = "true";
});
beforeEach(async () => {
  ctx = (await testMember(await testWorkspace(), "admin")).ctx;
  receiver = await webhookReceiver();
  const made = await createEndpoint(ctx, {
    name: "CRM",
    url: receiver.url,
    events: ["alert", "attempt.settled", "campaign.breaker_tripped"],
  });
  id = Number(made.id);
  secret = made.secret;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
  await receiver.close();
  await pool().query("DELETE FROM webhook_delivery; DELETE FROM webhook_endpoint");
});
afterAll(() => expect(errors).toEqual([]));

function dispatch(over: Partial<DispatchOptions> = {}): WebhookDispatcher {
  const onError = (error: unknown) => errors.push(error);
  const made = new WebhookDispatcher({ pool: pool(), fetch: open, onError, within: 500, ...over }).start();
  running.push(made);
  return made;
}

const tell = (n: number, endpointId = id): Promise<string | null> =>
  enqueueToEndpoint(pool(), {
    workspaceId: ctx.workspaceId,
    endpointId,
    eventId: String(n),
    type: "flow.step",
    data: { n },
  });
const deliveries = async () => (await listDeliveries(ctx, { id, limit: 200 })).items;
const states = async () => (await deliveries()).map(({ state }) => state);
/** As if the time until the next try were over. */
const makeDue = () =>
  pool().query("UPDATE webhook_delivery SET due_at = now(); UPDATE webhook_endpoint SET held_until = NULL");

describe("a delivery", () => {
  test("is signed as the specification says, and its log shows request and answer", async () => {
    receiver.treat = () => ({ status: 200, body: "thanks ".repeat(400) });
    await tell(1);
    dispatch();
    await expect.poll(states).toEqual(["delivered"]);
    const [got] = receiver.received;
    if (!got) throw new Error("nothing came");
    expect(verifies(secret, got)).toBe(true);
    expect(verifies(secret, { ...got, body: `${got.body} ` })).toBe(false);
    expect(verifies(secret, { ...got, id: "evt_other" })).toBe(false);
    expect(JSON.parse(got.body)).toMatchObject({ type: "flow.step", data: { n: 1 } });
    const [item] = await deliveries();
    const detail = await getDelivery(ctx, { id, deliveryId: BigInt(item?.id ?? 0) });
    expect(detail).toMatchObject({ eventId: got.id, tries: 1, body: got.body, lastStatus: 200 });
    expect(detail.requests).toMatchObject([{ status: 200, error: null }]);
    expect(detail.requests[0]?.answer).toHaveLength(1024);
  });

  test("is told once, however often it is enqueued", async () => {
    await Promise.all([tell(1), tell(1), tell(2)]);
    expect(await deliveries()).toHaveLength(2);
    expect(await tell(1, 999_999)).toBeNull();
  });

  test("is written only if its cause is committed, for the endpoints that chose it", async () => {
    const other = await createEndpoint(ctx, {
      name: "Other",
      url: receiver.url,
      events: ["message.rejected"],
    });
    const event = { workspaceId: ctx.workspaceId, type: "alert", key: "1", data: {} } as const;
    await expect(
      inTransaction(pool(), async (client) => {
        expect(await enqueueWebhookEvent(client, event)).toBe(1);
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await deliveries()).toEqual([]);
    await enqueueWebhookEvent(pool(), event);
    expect(await deliveries()).toHaveLength(1);
    expect((await getEndpoint(ctx, { id: Number(other.id) })).pending).toBe(0);
  });

  test.each([
    { why: "500", treatment: { status: 500 }, status: 500, error: null },
    {
      why: "a redirect",
      treatment: { status: 307, headers: { location: "/other" } },
      status: 307,
      error: null,
    },
    { why: "no answer in time", treatment: "hang" as const, status: null, error: "time_out" },
    { why: "a reset", treatment: "reset" as const, status: null, error: "reset" },
  ])("is tried again after $why, with the same id", async ({ treatment, status, error }) => {
    receiver.treat = () => treatment;
    await tell(1);
    dispatch();
    await expect.poll(async () => (await deliveries())[0]?.tries).toBe(1);
    await expect
      .poll(async () => (await deliveries())[0])
      .toMatchObject({ state: "pending", lastStatus: status, lastError: error });
    const [first] = await deliveries();
    expect(Date.parse(first?.nextTryAt ?? "") - Date.now()).toBeGreaterThan(3500);
    receiver.treat = () => ({ status: 200 });
    await makeDue();
    await expect.poll(states).toEqual(["delivered"]);
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
    expect(receiver.received.map((one) => one.body)).toEqual(Array(2).fill(receiver.received[0]?.body));
  });

  test("is given up after its last try, and can be replayed: alone, or all since a time", async () => {
    receiver.treat = () => ({ status: 500 });
    await Promise.all([tell(1), tell(2)]);
    await pool().query("UPDATE webhook_delivery SET tries = $1", [MAX_TRIES - 1]);
    dispatch();
    await expect.poll(states).toEqual(["failed", "failed"]);
    receiver.treat = () => ({ status: 204 });
    const [newest] = await deliveries();
    expect(await replayDelivery(ctx, { id, deliveryId: BigInt(newest?.id ?? 0) })).toEqual({ replayed: 1 });
    await expect.poll(states).toEqual(["delivered", "failed"]);
    expect(await replayFailed(ctx, { id, since: new Date(Date.now() + 60_000) })).toEqual({ replayed: 0 });
    expect(await replayFailed(ctx, { id, since: new Date(0) })).toEqual({ replayed: 1 });
    await expect.poll(states).toEqual(["delivered", "delivered"]);
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(2);
  });

  test("to a private address never leaves where they are not allowed", async () => {
    await tell(1);
    dispatch({ fetch: fetchThrough(isPrivateAddress) });
    await expect.poll(async () => (await deliveries())[0]?.lastError).toBe("private_address");
    expect(receiver.received).toEqual([]);
  });
});

describe("an endpoint", () => {
  test("that asks for a rest gets none of its events before it is over", async () => {
    receiver.treat = () => ({ status: 429, headers: { "retry-after": "60" } });
    await tell(1);
    dispatch();
    await expect.poll(async () => (await deliveries())[0]?.lastStatus).toBe(429);
    const [first] = await deliveries();
    expect(Date.parse(first?.nextTryAt ?? "") - Date.now()).toBeGreaterThan(50_000);
    await tell(2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(receiver.received).toHaveLength(1);
  });

  test("that answers 410 is paused, with an alert, and goes on when a person says so", async () => {
    receiver.treat = () => ({ status: 410 });
    await tell(1);
    dispatch();
    await expect.poll(async () => (await getEndpoint(ctx, { id })).pausedWhy).toBe("gone");
    expect((await deliveries()).filter(({ type }) => type === "flow.step")).toMatchObject([
      { state: "failed", lastStatus: 410 },
    ]);
    const alerts = await pool().query("SELECT kind, key, resolved_at FROM alert WHERE workspace_id = $1", [
      ctx.workspaceId,
    ]);
    expect(alerts.rows).toEqual([{ kind: "endpoint_paused", key: String(id), resolved_at: null }]);
    await tell(2);
    await expect(sendTestEvent(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    receiver.treat = () => ({ status: 200 });
    await updateEndpoint(ctx, { id, paused: false });
    await expect.poll(async () => (await getEndpoint(ctx, { id })).pending).toBe(0);
    const after = await pool().query("SELECT resolved_at FROM alert WHERE workspace_id = $1", [
      ctx.workspaceId,
    ]);
    expect(after.rows[0].resolved_at).toBeInstanceOf(Date);
  });

  test("that fails for days is paused", async () => {
    receiver.treat = () => ({ status: 500 });
    await pool().query("UPDATE webhook_endpoint SET failures = 9, failing_since = now() - interval '3 days'");
    await tell(1);
    dispatch();
    await expect.poll(async () => (await getEndpoint(ctx, { id })).pausedWhy).toBe("failures");
    await tell(2);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(receiver.received).toHaveLength(1);
  });

  test("that is slow or broken delays no other", async () => {
    const quick = await webhookReceiver();
    const { id: quickId } = await createEndpoint(ctx, { name: "Quick", url: quick.url, events: ["alert"] });
    receiver.treat = () => "hang";
    for (let n = 0; n < 60; n++) await tell(n);
    for (let n = 0; n < 60; n++) await tell(n, Number(quickId));
    const began = Date.now();
    dispatch({ within: 5000 });
    await expect.poll(() => quick.received.length, { timeout: 4000 }).toBe(60);
    expect(Date.now() - began).toBeLessThan(4000);
    expect(Math.max(...quick.received.map(({ beside }) => beside))).toBeLessThan(20);
    await receiver.close();
    await quick.close();
  });

  test("gets signatures of both secrets during a rotation, and then of the new one alone", async () => {
    const now = Date.now();
    const { secret: next } = await rotateSecret(ctx, { id, keepHours: 1 }, now);
    expect(next).not.toBe(secret);
    expect((await getEndpoint(ctx, { id })).formerSecretUntil).not.toBeNull();
    await tell(1);
    dispatch();
    await expect.poll(() => receiver.received.length).toBe(1);
    const [both] = receiver.received;
    if (!both) throw new Error("nothing came");
    expect([verifies(secret, both), verifies(next, both)]).toEqual([true, true]);
    expect(both.signature.split(" ")).toHaveLength(2);
    await rotateSecret(ctx, { id, keepHours: 0 }, now - 1000);
    await tell(2);
    await expect.poll(() => receiver.received.length).toBe(2);
    const [, last] = receiver.received;
    if (!last) throw new Error("nothing came");
    expect([verifies(secret, last), verifies(next, last)]).toEqual([false, false]);
    expect(last.signature.split(" ")).toHaveLength(1);
  });

  test("keeps its secret encrypted, shows it once, and belongs to its workspace", async () => {
    const { rows } = await pool().query("SELECT * FROM webhook_endpoint");
    expect(JSON.stringify(rows[0].secrets.toString("utf8"))).not.toContain(secret.slice(6));
    expect(JSON.stringify(await listEndpoints(ctx))).not.toContain("whsec_");
    const stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
    const foreign = [
      () => getEndpoint(stranger, { id }),
      () => updateEndpoint(stranger, { id, name: "x" }),
      () => rotateSecret(stranger, { id, keepHours: 1 }),
      () => removeEndpoint(stranger, { id }),
      () => listDeliveries(stranger, { id, limit: 1 }),
      () => sendTestEvent(stranger, { id }),
      () => replayFailed(stranger, { id, since: new Date(0) }),
    ];
    for (const attempt of foreign) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    const operator = (await testMember(ctx.workspaceId, "operator")).ctx;
    await expect(
      createEndpoint(operator, { name: "x", url: receiver.url, events: ["alert"] }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("gets a test event at a button's press, and nothing after it was removed", async () => {
    const { eventId } = await sendTestEvent(ctx, { id });
    dispatch();
    await expect.poll(() => receiver.received.map((one) => one.id)).toEqual([eventId]);
    await expect.poll(states).toEqual(["delivered"]);
    await tell(1);
    await removeEndpoint(ctx, { id });
    await removeOldDeliveries(pool());
    const { rows } = await pool().query("SELECT count(*)::int AS n FROM webhook_delivery");
    expect(rows[0].n).toBe(0);
  });
});

test("two dispatchers never send the same delivery at the same time", async () => {
  receiver.treat = () => ({ status: 200, after: 30 });
  for (let n = 0; n < 150; n++) await tell(n);
  // A request that a busy machine lets time out is repeated by right; that is not what is asked here.
  for (let n = 0; n < 4; n++) dispatch({ within: 20_000 });
  await expect.poll(async () => (await getEndpoint(ctx, { id })).pending, { timeout: 20_000 }).toBe(0);
  const ids = receiver.received.map((one) => one.id);
  expect(ids).toHaveLength(150);
  expect(new Set(ids).size).toBe(150);
});

describe("what the triggers tell", () => {
  test("an attempt that settles, once a state", async () => {
    const { rows } = await pool().query(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause, state, recipient, triggered_at, due_at)
       VALUES ($1, 1, 1, 0, 0, 1, 1, 1, 1, 'rejected', 'accepted', '+12025550142', now(), now()) RETURNING id`,
      [ctx.workspaceId],
    );
    const to = (state: string) =>
      pool().query("UPDATE fallback_attempt SET state = $2 WHERE id = $1", [rows[0].id, state]);
    await to("unknown");
    expect(await deliveries()).toEqual([]);
    await to("failed");
    await to("delivered");
    await to("delivered");
    dispatch();
    await expect.poll(() => receiver.received.length).toBe(2);
    const bodies = receiver.received.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ data }) => data.state).sort()).toEqual(["delivered", "failed"]);
    expect(bodies[0]).toMatchObject({
      type: "attempt.settled",
      data: { attemptId: rows[0].id, channel: "sms", recipient: "+12025550142", messageId: "1" },
    });
  });

  test("a campaign that the breaker stops, and that a person lets go on", async () => {
    const { rows } = await pool().query(
      "INSERT INTO campaign (workspace_id, key, name) VALUES ($1, gen_random_uuid()::text, 'Autumn') RETURNING id",
      [ctx.workspaceId],
    );
    await pool().query(
      "UPDATE campaign SET fallback_stopped_at = now(), fallback_stopped_why = 'attempts_failed:12/20' WHERE id = $1",
      [rows[0].id],
    );
    await pool().query("UPDATE campaign SET fallback_stopped_at = NULL WHERE id = $1", [rows[0].id]);
    dispatch();
    await expect.poll(() => receiver.received.length).toBe(3);
    const told = receiver.received.map(({ body }) => JSON.parse(body));
    expect(told.map(({ type, data }) => `${type} ${data.state ?? data.detail}`).sort()).toEqual([
      "alert opened",
      "alert resolved",
      "campaign.breaker_tripped 12/20",
    ]);
    expect(told.find(({ type }) => type === "campaign.breaker_tripped")?.data).toMatchObject({
      campaignId: String(rows[0].id),
      campaign: "Autumn",
      code: "attempts_failed",
    });
  });
});
