import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { makeUnassigned } from "@/lib/campaigns/make-unassigned";
import { pool } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import type { WebhookEvent } from "@/lib/domain/webhook-out/events";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { createEndpoint, updateEndpoint } from "@/lib/webhooks-out/endpoints";
import { LogReader } from "@/lib/webhooks-out/read-log/log-reader";

testInstance();

let ctx: Context;
let connectionId: number;
let campaignId: number;
let reader: LogReader;

beforeAll(() => {
  process.env.ALLOW_PRIVATE_ADDRESSES = "true";
});
beforeEach(async () => {
  await pool().query("TRUNCATE webhook_delivery, webhook_endpoint, status_event, message, instance_setting");
  ctx = (await testMember(await testWorkspace(), "admin")).ctx;
  const { rows } = await pool().query(
    "INSERT INTO connection (workspace_id, provider, name, key, secrets) VALUES ($1, 'meta', 'Main', gen_random_uuid()::text, '') RETURNING id",
    [ctx.workspaceId],
  );
  connectionId = rows[0].id;
  await transaction((db) => makeUnassigned(db, ctx.workspaceId, connectionId));
  const campaign = await pool().query("SELECT id FROM campaign WHERE workspace_id = $1", [ctx.workspaceId]);
  campaignId = campaign.rows[0].id;
  reader = new LogReader(pool());
});

const endpoint = async (...events: WebhookEvent[]): Promise<number> =>
  Number((await createEndpoint(ctx, { name: "CRM", url: "http://127.0.0.1:9/hooks", events })).id);

const status = (n: number, over: Partial<IncomingStatus> = {}): IncomingStatus => ({
  workspaceId: ctx.workspaceId,
  connectionId: connectionId as ConnectionId,
  campaignId: campaignId as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: `m${n}`,
  status: "delivered",
  rawStatus: over.status ?? "delivered",
  occurredAt: Date.now(),
  receivedAt: Date.now(),
  recipient: "+12025550142",
  country: "US",
  timeZone: "America/New_York",
  ...over,
});
const store = (...statuses: IncomingStatus[]) => storeStatuses(pool(), statuses, 0);
const outbox = async () =>
  (await pool().query("SELECT endpoint_id, type, data, event_id FROM webhook_delivery ORDER BY id")).rows;

describe("statuses", () => {
  test("are told with what is known of the message, and rejections with their reason", async () => {
    const id = await endpoint("status.changed", "message.rejected");
    await store(status(1), status(2, { status: "rejected", rawStatus: "failed", errorCode: "131026" }));
    expect(await reader.read(Date.now())).toBe(3);
    const rows = await outbox();
    expect(rows.map(({ type, data }) => [type, data.status]).sort()).toEqual([
      ["message.rejected", "rejected"],
      ["status.changed", "delivered"],
      ["status.changed", "rejected"],
    ]);
    expect(rows.every((row) => row.endpoint_id === id)).toBe(true);
    expect(rows.find(({ type }) => type === "message.rejected").data).toMatchObject({
      providerMessageId: "m2",
      recipient: "+12025550142",
      provider: "meta",
      reason: { code: "131026", class: "unreachable" },
    });
    expect(await reader.read(Date.now())).toBe(0);
    expect(await new LogReader(pool()).read(Date.now())).toBe(0);
  });

  test("are told to those only who chose them, from the time on at which they did", async () => {
    await store(status(1));
    expect(await reader.read(Date.now())).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await endpoint("message.rejected");
    await endpoint("alert");
    await store(status(2), status(3, { status: "rejected", rawStatus: "failed" }));
    await reader.read(Date.now());
    expect((await outbox()).map(({ data }) => data.providerMessageId)).toEqual(["m3"]);
  });

  test("that become visible late, and out of order, are told as well, once", async () => {
    await endpoint("status.changed");
    const slow = await pool().connect();
    await slow.query("BEGIN");
    await storeStatuses(slow, [status(1)], 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await store(status(2));
    const now = Date.now();
    await reader.read(now);
    expect(await outbox()).toHaveLength(1);
    await store(status(3, { receivedAt: now + 8000 }));
    await reader.read(now + 8000);
    await slow.query("COMMIT");
    slow.release();
    await reader.read(now + 9000);
    await reader.read(now + 20_000);
    expect((await outbox()).map(({ data }) => data.providerMessageId).sort()).toEqual(["m1", "m2", "m3"]);
  });

  test("of which there are many are told by several readers, none twice and none lost", async () => {
    await endpoint("status.changed");
    const all = Array.from({ length: 4000 }, (_, n) => status(n, { receivedAt: Date.now() + (n % 50) }));
    for (let from = 0; from < all.length; from += 1000) await store(...all.slice(from, from + 1000));
    const readers = [reader, new LogReader(pool()), new LogReader(pool())];
    for (let round = 0; round < 3; round++)
      await Promise.all(readers.map((each) => each.read(Date.now() + round * 11_000)));
    const rows = await outbox();
    expect(rows).toHaveLength(4000);
    expect(new Set(rows.map((row) => row.event_id)).size).toBe(4000);
  });

  test("of a pause are made up for when it ends", async () => {
    const id = await endpoint("status.changed");
    await updateEndpoint(ctx, { id, paused: true });
    const now = Date.now();
    await store(status(1, { receivedAt: now + 1 }), status(2, { receivedAt: now + 2 }));
    await reader.read(now + 60_000);
    expect(await outbox()).toEqual([]);
    await endpoint("status.changed");
    await reader.read(now + 120_000);
    await updateEndpoint(ctx, { id, paused: false });
    await reader.read(now + 180_000);
    expect((await outbox()).filter((row) => row.endpoint_id === id)).toHaveLength(2);
  });
});

test("nothing is read for a workspace without an endpoint", async () => {
  await store(status(1));
  expect(await reader.read(Date.now())).toBe(0);
  const { rows } = await pool().query("SELECT count(*)::int AS n FROM instance_setting");
  expect(rows[0].n).toBe(0);
});
