import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { FlowRunner } from "@/lib/flows/engine/runner";
import { publishedFlow, runsAt, workspaceForFlows } from "@/lib/flows/engine/testing/flow-fixture";
import { type RecordingServer, recordingServer } from "@/lib/flows/engine/testing/recording-server";
import { counterDifferences } from "@/lib/flows/engine/testing/recount";
import { fetchThrough } from "@/lib/http/outbound";

const RUNS = 10_000;
/** Where a worker dies, and at which time that it comes there. */
const DEATHS = [
  ["claimed", 3],
  ["stored", 41],
  ["performed", 300],
] as const;

let folder: string;
let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let server: RecordingServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-flows-"));
  await build({
    entryPoints: ["lib/flows/engine/testing/kill-worker.ts"],
    outfile: path.join(folder, "worker.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["react-server"],
    external: ["pg-native"],
    // Prisma's client asks where it stands, which a script of this format does not know; it is not used here.
    define: { "import.meta.url": '"file:///worker.cjs"' },
    logLevel: "error",
  });
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 8 });
  server = await recordingServer();
  await workspaceForFlows(pool);
});
afterAll(async () => {
  await server.close();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const died = (child: ChildProcess): Promise<string | null> =>
  new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));

/** The time of a lease passes for what a dead worker had. */
const leasesEnd = () =>
  pool.query(
    "UPDATE flow_run SET leased_until = now(), wake_at = now() WHERE leased_until > now() AND ended_at IS NULL",
  );

test("workers that are killed again and again lose no step of 10,000 runs and do none twice", async () => {
  server.answer = (_, response) => response.end('{"name": "Ann"}');
  const http = {
    type: "http",
    method: "POST",
    url: `${server.url}/{{order}}`,
    headers: [],
    body: null,
    results: [{ path: "name", variable: "name" }],
  } as const;
  const definition = flow(
    step("t", { type: "trigger" }, { next: "w" }),
    step("w", { type: "wait", until: "status", statuses: ["sent"], timeoutMinutes: 1 }, { arrived: "h" }),
    step("h", http, { success: "l" }),
    step("l", { type: "log", logId: 1, columns: [{ name: "Name", value: "{{name}}" }] }, { next: "e" }),
    step("e", { type: "end" }),
  );
  await runsAt(pool, await publishedFlow(pool, definition), "w", RUNS);
  for (const [moment, nth] of DEATHS) {
    const args = [path.join(folder, "worker.cjs"), database.url, moment, String(nth)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    expect(await died(child)).toBe("SIGKILL");
    await leasesEnd();
  }
  const failures: unknown[] = [];
  const world = { fetch: fetchThrough(null), secretOf: async () => null, timeZoneDb: "" };
  const runner = new FlowRunner({
    pool,
    world,
    slot: () => 0,
    onError: (error) => failures.push(error),
  }).start();
  const open = async () =>
    (await pool.query("SELECT count(*)::int AS n FROM flow_run WHERE ended_at IS NULL")).rows[0].n;
  await expect.poll(open, { timeout: 240_000, interval: 200 }).toBe(0);
  await runner.stop();
  expect(failures).toEqual([]);
  const { rows: states } = await pool.query("SELECT state, count(*)::int AS n FROM flow_run GROUP BY 1");
  expect(states).toEqual([{ state: "succeeded", n: RUNS }]);
  const { rows: log } = await pool.query(
    `SELECT count(*)::int AS n, count(DISTINCT message_id)::int AS messages, count(*) FILTER (WHERE cells = '[["Name", "Ann"]]')::int AS filled FROM log_row`,
  );
  expect(log).toEqual([{ n: RUNS, messages: RUNS, filled: RUNS }]);
  // What a dying worker had sent is sent again under the same key, by which its receiver leaves it out.
  const keys = new Set(server.received.map(({ headers, url }) => `${headers["idempotency-key"]} ${url}`));
  expect(keys.size).toBe(RUNS);
  const { rows: visits } = await pool.query(
    "SELECT step_id, count(*)::int AS n FROM flow_visit WHERE outcome = 'succeeded' GROUP BY 1 ORDER BY 1",
  );
  expect(visits.map(({ n }) => n)).toEqual([RUNS, RUNS, RUNS, RUNS]);
  expect(await counterDifferences(pool)).toEqual([]);
}, 400_000);
