import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

/** Kills at each moment; none that goes wrong bounds the rate of it at 3 / KILLS (95 %). */
const KILLS = 50;
const BESIDE_EACH_OTHER = 5;
/** Attempts that are due when the process dies. */
const DUE = 3;
const STEP = { channel: "sms", from: "+12025550100", waitMinutes: 0, text: "Hello", validityMinutes: null };
const LIMITS = {
  quiet: null,
  campaignBudgetMicros: 1e12,
  dayBudgetMicros: 1e12,
  perPersonHours: 0,
  maxAgeHours: 24,
};

let folder: string;
let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let connection = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-kill-"));
  await build({
    entryPoints: ["lib/fallback/testing/kill-worker.ts"],
    outfile: path.join(folder, "worker.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["react-server"],
    external: ["pg-native"],
    logLevel: "error",
  });
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 20 });
  await pool.query(`INSERT INTO workspace (id, name) VALUES (1, 'one');
    INSERT INTO campaign (workspace_id, id, key, name, fallback_mode) VALUES (1, 1, 'c1', 'Autumn', 'automatic');
    INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 1, 'Rule')`);
  const rule = {
    trigger: { on: "rejected", classes: [], codes: [] },
    steps: [STEP],
    limits: LIMITS,
    holdoutPercent: 0,
  };
  await pool.query(
    "INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES (1, 1, 1, $1, 'test')",
    [JSON.stringify(rule)],
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Attempts that are due on a connection of the trial's own. */
async function dueAttempts(id: number): Promise<void> {
  await pool.query(
    `WITH c AS (INSERT INTO connection (workspace_id, id, provider, name, key, secrets, send_rate) VALUES (1, $1::int, 'simulator', 's', 'k' || $1::int, '', 10000))
     INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause, recipient, triggered_at, due_at)
     SELECT 1, $1::int * 100 + n, 1, 0, 0, 1, $1::int, 1, 1, 'rejected', '+120255501' || lpad(n::text, 2, '0'), now(), now() FROM generate_series(1, $2::int) AS n`,
    [id, DUE],
  );
}

const statesOf = async (id: number) =>
  (
    await pool.query<{ id: string; state: string }>(
      "SELECT id, state FROM fallback_attempt WHERE connection_id = $1",
      [id],
    )
  ).rows;

const died = (child: ChildProcess): Promise<string | null> =>
  new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));

/** Another process takes over: whatever is still planned leaves. @returns milliseconds until it had */
async function takeOver(id: number, provider: RecordingProvider): Promise<number> {
  const started = performance.now();
  const survivor = new Dispatcher({
    pool,
    only: id,
    contextOf: async () => simulatorContext(id, provider.url, 5000),
    onError: () => {},
  }).start();
  await expect
    .poll(async () => (await statesOf(id)).filter(({ state }) => state === "planned").length, {
      timeout: 20_000,
      interval: 25,
    })
    .toBe(0);
  await survivor.stop();
  return performance.now() - started;
}

async function trial(moment: string, nth: number): Promise<void> {
  const id = ++connection;
  const provider = await recordingProvider();
  try {
    await dueAttempts(id);
    const args = [
      path.join(folder, "worker.cjs"),
      database.url,
      provider.url,
      String(id),
      moment,
      String(nth),
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    if (moment === "written") {
      let seen = 0;
      provider.treat = () => {
        if (++seen === nth) child.kill("SIGKILL");
        return seen >= nth ? "hang" : { answer: 200 };
      };
    }
    expect(await died(child)).toBe("SIGKILL");
    provider.treat = () => ({ answer: 200 });
    expect(await takeOver(id, provider)).toBeLessThan(60_000);
    // The reaper's time passes.
    await pool.query(
      "UPDATE fallback_attempt SET dispatched_at = dispatched_at - interval '1 minute' WHERE connection_id = $1",
      [id],
    );
    await sweep(pool, Date.now());
    const rows = await statesOf(id);
    expect(new Set(provider.received).size).toBe(provider.received.length);
    for (const { id: attempt, state } of rows) {
      expect(["accepted", "unknown"]).toContain(state);
      // What was not received is never claimed to be; what is not known may have been.
      if (state === "accepted") expect(provider.received).toContain(attempt);
    }
  } finally {
    await provider.close();
  }
}

test.each(["deciding", "claimed", "written", "answered", "stored"])(
  "a process killed at the moment %s sends nothing twice and leaves nothing in limbo",
  async (moment) => {
    for (let round = 0; round < KILLS / BESIDE_EACH_OTHER; round++) {
      const nth = moment === "deciding" ? 1 : (round % DUE) + 1;
      await Promise.all(Array.from({ length: BESIDE_EACH_OTHER }, () => trial(moment, nth)));
    }
  },
  180_000,
);
