import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { openPipeline, type Pipeline } from "@/lib/ingest/pipeline";
import { meta } from "@/lib/providers/meta";
import type { ComposedEvent } from "@/lib/providers/provider";
import { handleWebhook } from "@/lib/server/webhook-listener";
import { recountDifferences } from "@/lib/testing/recount";

const PUBLIC = "https://hooks.example.com";
const SECRET = "made-up-app-secret";
const MAX_BYTES = 100_000;

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let pipeline: Pipeline;
let server: Server;
let base: string;
/** What the directory's loader gives; tests change it as another process would. */
const connections = [
  {
    workspaceId: 1 as WorkspaceId,
    id: 1 as ConnectionId,
    provider: "meta",
    key: "known-key",
    settings: { appSecret: SECRET, verifyToken: "token" },
    unassignedCampaignId: 1 as CampaignId,
  },
];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url });
  pool.on("error", () => {}); // one test ends all connections
  await pool.query(`INSERT INTO workspace (id, name) VALUES (1, 'one'), (2, 'two');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES (1, 1, 'meta', 'c', 'known-key', '');
    INSERT INTO campaign (workspace_id, id, key, name, tag, unassigned_of) VALUES (1, 1, 'unassigned', 'Unassigned', NULL, 1),
      (1, 2, 'campaign-key', 'By address', 'by-address', NULL), (2, 3, 'foreign-key', 'Foreign', 'foreign', NULL);
    SELECT setval('campaign_id_seq', 10)`);
  pipeline = openPipeline({
    databaseUrl: database.url,
    load: async () => connections,
    slot: 0,
    onError: () => {},
  });
  await pipeline.connections.refresh();
  server = createServer((request, response) =>
    handleWebhook(request, response, {
      receiver: pipeline,
      publicUrl: PUBLIC,
      maxBytes: MAX_BYTES,
      onError: () => {},
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await pipeline.close();
  await pool.end();
  await database.drop();
});

const event = (over: Partial<ComposedEvent>): ComposedEvent => ({
  providerMessageId: "wamid.one",
  status: "sent",
  occurredAt: Date.parse("2026-10-05T10:00:00Z"),
  recipient: "+447700900123",
  sender: "+12025550100",
  ...over,
});

async function post(over: Partial<ComposedEvent>, path = "/known-key", secret = SECRET): Promise<Response> {
  const { headers, body } = meta.compose(
    event(over),
    { url: `${PUBLIC}/api/webhooks${path}` },
    { appSecret: secret },
    Date.now(),
  );
  return fetch(base + path, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: body as BodyInit,
  });
}

async function counter(kind: string): Promise<{ n: number; detail: string | null }> {
  await pipeline.counters.flush();
  const { rows } = await pool.query(
    "SELECT coalesce(sum(n), 0)::int AS n, max(last_detail) AS detail FROM connection_counter WHERE kind = $1",
    [kind],
  );
  return rows[0];
}

const messageOf = async (id: string) =>
  (await pool.query("SELECT * FROM message WHERE provider_message_id = $1", [id])).rows[0];

describe("a webhook", () => {
  test("is answered 200 when it is stored, and again when it is repeated", async () => {
    expect((await post({})).status).toBe(200);
    expect(await messageOf("wamid.one")).toMatchObject({
      status: 2,
      campaign_id: 1,
      country: "GB",
      time_zone: "Europe/London",
    });
    expect((await post({})).status).toBe(200);
    const { rows } = await pool.query("SELECT count(*)::int AS n FROM status_event");
    expect(rows[0].n).toBe(1);
  });

  test("makes the campaign of an unseen tag, once for many at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, i) => post({ providerMessageId: `wamid.tag${i}`, tag: "spring|c_7" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200));
    const { rows } = await pool.query(
      "SELECT c.name, count(*)::int AS n FROM message m JOIN campaign c ON c.id = m.campaign_id WHERE c.tag = 'spring' GROUP BY 1",
    );
    expect(rows).toEqual([{ name: "spring", n: 30 }]);
  });

  test("belongs to the campaign in its address before any tag", async () => {
    await post({ providerMessageId: "wamid.address", tag: "spring" }, "/known-key/campaign-key");
    expect(await messageOf("wamid.address")).toMatchObject({ campaign_id: 2 });
  });

  test.each([
    { why: "an unknown key", path: "/no-such-key" },
    { why: "another workspace's campaign", path: "/known-key/foreign-key" },
    { why: "an unknown campaign", path: "/known-key/nothing" },
    { why: "a longer address", path: "/known-key/campaign-key/more" },
  ])("$why is 404 and stores nothing", async ({ path }) => {
    expect((await post({ providerMessageId: "wamid.nowhere" }, path)).status).toBe(404);
    expect(await messageOf("wamid.nowhere")).toBeUndefined();
  });

  test("a wrong signature is 401, counted with its cause, and stores nothing", async () => {
    const before = await counter("rejected_signature");
    expect((await post({ providerMessageId: "wamid.forged" }, "/known-key", "other")).status).toBe(401);
    const after = await counter("rejected_signature");
    expect(after.n).toBe(before.n + 1);
    expect(after.detail).toMatch(/signature/i);
    expect(await messageOf("wamid.forged")).toBeUndefined();
  });

  test("what is signed and unreadable is 400, and its bytes are kept", async () => {
    const { createHmac } = await import("node:crypto");
    const body = "{not json";
    const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
    const answer = await fetch(`${base}/known-key`, {
      method: "POST",
      headers: { "x-hub-signature-256": signature },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    await pipeline.counters.flush();
    const { rows } = await pool.query(
      "SELECT convert_from(body, 'UTF8') AS body, cause FROM malformed_request",
    );
    expect(rows).toEqual([{ body, cause: expect.stringMatching(/JSON/) }]);
  });

  test("more than the limit is 413, with and without a length", async () => {
    const body = "x".repeat(MAX_BYTES + 1);
    expect((await fetch(`${base}/known-key`, { method: "POST", body })).status).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 3; i++) controller.enqueue(new TextEncoder().encode("x".repeat(MAX_BYTES / 2)));
        controller.close();
      },
    });
    const streamed = await fetch(`${base}/known-key`, {
      method: "POST",
      body: chunks,
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect((await counter("too_large")).n).toBe(2);
  });

  test("Meta's challenge is answered, and 403 with a wrong token", async () => {
    const ask = (token: string) =>
      fetch(`${base}/known-key?hub.mode=subscribe&hub.challenge=4471&hub.verify_token=${token}`);
    const right = await ask("token");
    expect([right.status, await right.text()]).toEqual([200, "4471"]);
    expect((await ask("wrong")).status).toBe(403);
  });

  test("somebody who opens the address in a browser is no forged webhook", async () => {
    const before = await counter("rejected_signature");
    expect((await fetch(`${base}/known-key`)).status).toBe(401);
    expect((await counter("rejected_signature")).n).toBe(before.n);
  });

  test("a connection that was just made works at once", async () => {
    connections.push({
      ...(connections[0] as (typeof connections)[number]),
      id: 2 as ConnectionId,
      key: "new-key",
    });
    await pool.query(
      "INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES (1, 2, 'meta', 'n', 'new-key', '')",
    );
    expect((await post({ providerMessageId: "wamid.new" }, "/new-key")).status).toBe(200);
  });

  test("a connection whose secrets can't be opened asks for a repeat instead of dropping statuses", async () => {
    await pool.query(
      "INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES (1, 3, 'meta', 'n', 'sealed-key', 'damaged')",
    );
    const answer = await post({ providerMessageId: "wamid.sealed" }, "/sealed-key");
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/secrets can't be opened/);
  });

  test("roll-ups equal a full recount after all of this", async () => {
    const differences = await recountDifferences(pool);
    expect(Object.values(differences).flat()).toEqual([]);
  });
});

describe("while the database is away", () => {
  test("answers 503 with Retry-After within two seconds, and takes statuses again afterwards", async () => {
    const name = new URL(database.url).pathname.slice(1);
    const other = new URL(database.url);
    other.pathname = "/postgres";
    const admin = new Pool({ connectionString: other.href, max: 1 });
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    const started = performance.now();
    const refused = await post({ providerMessageId: "wamid.later" });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(2500);
    expect((await post({}, "/unknown-while-away")).status).toBe(503);
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    await admin.end();
    expect((await post({ providerMessageId: "wamid.later" })).status).toBe(200);
    expect(await messageOf("wamid.later")).toMatchObject({ status: 2 });
  });
});
