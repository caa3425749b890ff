import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listAudit } from "@/lib/audit/list";
import type { Context } from "@/lib/auth/context";
import { testMember, testWorkspace } from "@/lib/auth/test-instance";
import { closeDatabase, pool, prisma } from "@/lib/db/client";
import { type EmbeddedPostgres, startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { replicaState, reportDb, reportPool } from "@/lib/db/replica";
import { openGate } from "@/lib/db/testing/gate";
import { startStandby } from "@/lib/db/testing/standby";
import { provideEnv } from "@/lib/env";
import { encodeExport } from "@/lib/exports/encode";
import { storeStatuses } from "@/lib/ingest/store";
import { listMessages } from "@/lib/messages/list-messages";
import { exportRejected } from "@/lib/rejected/export-rejected";
import { listRejected } from "@/lib/rejected/list-rejected";
import { rejectedIds } from "@/lib/rejected/rejected-ids";
import type { Overview } from "@/lib/reports/overview/definition";
import { REPORTS } from "@/lib/reports/registry";
import { metrics } from "@/lib/server/metrics";

// A real streaming replica: what it lacks, and what it answers, is PostgreSQL's word and not a stand-in's.
/** Seconds; long enough for the slowest machine, until the test of the bound sets another. */
const NO_BOUND = "3600";
const BOUND = "1";

let folder: string;
let primary: EmbeddedPostgres;
let standby: EmbeddedPostgres;
let gate: Awaited<ReturnType<typeof openGate>>;
/** Straight to the replica, to hold its replaying and to look. */
let inside: Client;
let operator: Context;
let campaignId: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-replica-"));
  const primaryFolder = path.join(folder, "primary");
  primary = await startEmbedded({ folder: primaryFolder, unsafeFast: true });
  await migrate(primary.url);
  standby = await startStandby(primary, primaryFolder, path.join(folder, "standby"));
  const url = new URL(standby.url);
  url.search = "";
  gate = await openGate(Number(url.port));
  inside = new Client({ connectionString: standby.url });
  await inside.connect();
  url.port = String(gate.port);
  provideEnv({
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URL: url.href,
    DATABASE_REPLICA_MAX_LAG: NO_BOUND,
    PUBLIC_URL: "http://localhost:3000",
    AUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    LOG_LEVEL: "silent",
  });
  const workspaceId = await testWorkspace();
  operator = (await testMember(workspaceId, "operator")).ctx;
  await prisma().connection.create({
    data: { workspaceId, provider: "simulator", name: "Simulator", key: "key", secrets: Buffer.alloc(1) },
  });
  const { id } = await prisma().campaign.create({
    data: { workspaceId, key: "c", name: "Autumn", tag: "autumn" },
  });
  campaignId = id;
}, 60_000);

afterAll(async () => {
  await closeDatabase();
  await inside?.end();
  await gate?.shut();
  await standby?.stop();
  await primary?.stop();
  await rm(folder, { recursive: true, force: true });
});

const until = <Result>(condition: () => Result | Promise<Result>) =>
  vi.waitFor(condition, { timeout: 20_000, interval: 25 });
const untilUsable = (usable: boolean) => until(() => expect(replicaState()?.usable).toBe(usable));
const isStandby = async (database: Pick<Client, "query">): Promise<boolean> =>
  (await database.query("SELECT pg_is_in_recovery() AS is")).rows[0].is;
/** Everything that is committed is in the replica now. */
async function replayed(): Promise<void> {
  const { rows } = await pool().query("SELECT pg_current_wal_lsn() AS lsn");
  await until(async () => {
    const { rows: there } = await inside.query("SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done", [
      rows[0].lsn,
    ]);
    expect(there[0].done).toBe(true);
  });
}

async function reject(providerMessageId: string): Promise<void> {
  const connection = await prisma().connection.findFirstOrThrow();
  const status = {
    workspaceId: operator.workspaceId,
    connectionId: connection.id,
    campaignId,
    campaignSource: 2,
    channel: "whatsapp",
    providerMessageId,
    status: "rejected",
    rawStatus: "failed",
    occurredAt: Date.now(),
    receivedAt: Date.now(),
    recipient: "+12025550100",
    errorCode: "131026",
  };
  await storeStatuses(pool(), [status as unknown as Parameters<typeof storeStatuses>[1][number]], 0);
}

/** How many rejections each way of reading sees. */
async function seen(): Promise<Record<string, number>> {
  const overview = (await REPORTS.overview.run(
    operator,
    { period: "all", archived: "false" },
    Date.now(),
  )) as Overview;
  const funnel = (await REPORTS["campaign-funnel"].run(operator, { campaignId }, Date.now())) as {
    counters: { attempted: number };
  };
  const table = await exportRejected(operator, {}, "jsonl");
  const chunks: Uint8Array[] = [];
  for await (const chunk of encodeExport("jsonl", table.table, table.pages)) chunks.push(chunk);
  return {
    overview: overview.campaigns.find(({ id }) => id === campaignId)?.attempted ?? 0,
    campaign: funnel.counters.attempted,
    rejected: (await listRejected(operator, { limit: 100 } as Parameters<typeof listRejected>[1])).items
      .length,
    messages: (await listMessages(operator, { limit: 100 })).items.length,
    export: Buffer.concat(chunks).toString().trim().split("\n").filter(Boolean).length,
  };
}

const everywhere = (n: number) => ({ overview: n, campaign: n, rejected: n, messages: n, export: n });

test("reports, lists and exports read from the replica; what is decided after reading does not", async () => {
  await reject("first");
  await untilUsable(true);
  await replayed();
  expect(await isStandby(reportPool() as Client)).toBe(true);
  expect(await reportDb().$queryRaw`SELECT pg_is_in_recovery() AS is`).toEqual([{ is: true }]);
  expect(await isStandby(pool() as unknown as Client)).toBe(false);

  await inside.query("SELECT pg_wal_replay_pause()");
  await reject("second");
  expect(await seen()).toEqual(everywhere(1)); // the second is not there yet
  expect(await rejectedIds(operator, {}, 10)).toHaveLength(2); // whom to message: from the primary
  expect(await metrics.text(0)).toContain("reachback_replica_usable 1");
});

test("beyond the bound they read from the primary, until it has caught up", async () => {
  await closeDatabase();
  provideEnv({ DATABASE_REPLICA_MAX_LAG: BOUND });
  await until(() => expect(replicaState()?.cause).toMatch(/s behind$/));
  expect(replicaState()?.lag).toBeGreaterThan(Number(BOUND) * 1000);
  expect(await seen()).toEqual(everywhere(2));
  expect(await metrics.text(0)).toMatch(
    /reachback_replica_usable 0\n[\s\S]*reachback_replica_lag_seconds [1-9]/,
  );
  await inside.query("SELECT pg_wal_replay_resume()");
  await untilUsable(true);
  await closeDatabase();
  provideEnv({ DATABASE_REPLICA_MAX_LAG: NO_BOUND });
  await untilUsable(true);
});

test("while it is away no request fails, and it is used again when it is back", async () => {
  await replayed();
  const failures: unknown[] = [];
  let asked = 0;
  let asking = true;
  const load = (async () => {
    for (; asking; asked++) await seen().catch((error) => failures.push(error));
  })();
  await until(() => expect(asked).toBeGreaterThan(1));
  await gate.shut();
  await untilUsable(false);
  const before = asked;
  await until(() => expect(asked).toBeGreaterThan(before + 1));
  expect(await isStandby(reportPool() as Client)).toBe(false);
  expect(await metrics.text(0)).toContain("reachback_replica_lag_seconds Nan");
  await gate.open();
  await untilUsable(true);
  asking = false;
  await load;
  expect(failures).toEqual([]);
  expect(await isStandby(reportPool() as Client)).toBe(true);
});

test("what downloads write into the audit log is in the primary", async () => {
  const admin = (await testMember(operator.workspaceId, "admin")).ctx;
  const { items } = await listAudit(admin, { limit: 100 } as Parameters<typeof listAudit>[1]);
  expect(items.some(({ action }) => action === "rejected.exported")).toBe(true);
});
