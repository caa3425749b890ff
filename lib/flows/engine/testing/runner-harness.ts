import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import type { FlowDefinition, HttpStep } from "@/lib/domain/flow/definition";
import { step } from "@/lib/domain/flow/testing/build-flow";
import { FlowRunner } from "@/lib/flows/engine/runner";
import { publishedFlow, runsAt, workspaceForFlows } from "@/lib/flows/engine/testing/flow-fixture";
import { type RecordingServer, recordingServer } from "@/lib/flows/engine/testing/recording-server";
import { counterDifferences } from "@/lib/flows/engine/testing/recount";
import { fetchThrough } from "@/lib/http/outbound";

// What tests of the runner share: a database of their own, a server that HTTP steps reach, and after each test
// a recount of the counters.
let database: Awaited<ReturnType<typeof testDatabase>>;
export let pool: Pool;
export let server: RecordingServer;
const runners: FlowRunner[] = [];
export const failures: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 12 });
  await workspaceForFlows(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  server = await recordingServer();
});
afterEach(async () => {
  await stopRunners();
  await server.close();
  expect(failures.splice(0)).toEqual([]);
  expect(await counterDifferences(pool)).toEqual([]);
});

export async function stopRunners(): Promise<void> {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
}

export function run(fetch: typeof globalThis.fetch = fetchThrough(null), slot = 0): void {
  const secretOf = async (_: number, name: string) => (name === "crm" ? 's3cret "quoted"' : null);
  const world = { fetch, secretOf, timeZoneDb: server.url };
  const onError = (error: unknown) => failures.push(error);
  runners.push(new FlowRunner({ pool, world, slot: () => slot, onError }).start());
}

export const end = step("e", { type: "end" });
export const trigger = (to: string) => step("t", { type: "trigger" }, { next: to });
export const HTTP: HttpStep = { type: "http", method: "GET", url: "", headers: [], body: null, results: [] };

export async function ended(id: string | undefined) {
  const state = async () => (await pool.query("SELECT * FROM flow_run WHERE id = $1", [id])).rows[0];
  await expect.poll(async () => (await state()).ended_at, { timeout: 20_000, interval: 30 }).not.toBeNull();
  return state();
}

/** "step=outcome>exit" of each visit, in order. */
export async function visits(id: string | undefined): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "SELECT step_id || coalesce('=' || outcome, '') || coalesce('>' || exit, '') AS text FROM flow_visit WHERE run_id = $1 ORDER BY visit",
    [id],
  );
  return rows.map(({ text }) => text);
}

export async function one(
  definition: FlowDefinition,
  at: string,
  status?: "sent" | "rejected" | "delivered",
) {
  const [id] = await runsAt(pool, await publishedFlow(pool, definition), at, 1, status);
  return id;
}
