import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/in-transaction";
import { testDatabase } from "@/lib/db/test-database";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { dueConnections, endTooOld, releaseHeld } from "@/lib/fallback/dispatch/due-store";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let provider: RecordingProvider;
let dispatcher: Dispatcher | undefined;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 20 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  provider = await recordingProvider();
  await automaticCampaign(pool);
  await pool.query(`INSERT INTO workspace (id, name) VALUES (2, 'two');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets, send_rate) VALUES (2, 4, 'simulator', 'SMS', 'k4', '', 10000);
    INSERT INTO fallback_rule (workspace_id, id, name) VALUES (2, 2, 'Rule');
    INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by)
      SELECT 2, 2, 1, definition, 'test' FROM fallback_rule_version WHERE rule_id = 1;
    INSERT INTO campaign (workspace_id, id, key, name, tag, fallback_mode) VALUES (1, 2, 'c2', 'Winter', 'winter', 'automatic'),
      (2, 3, 'c3', 'Theirs', 'theirs', 'automatic')`);
});
afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await provider.close();
});

const SMS = { workspace: 1, campaign: 1, connection: 2, rule: 1, cause: "rejected" };
let plannedSoFar = 0;

/** Planned attempts that have been due for some seconds. */
async function due(n: number, over: Partial<typeof SMS> & { seconds?: number } = {}): Promise<void> {
  const { workspace, campaign, connection, rule, cause, seconds = 1 } = { ...SMS, ...over };
  await pool.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
       recipient, triggered_at, due_at)
     SELECT $2, $8::int + i, $3, 0, 0, 1, $4, $5, 1, $6, '+1202555' || lpad((100 + i % 100)::text, 4, '0'), now(),
       now() - ($7 + i * 0.0001) * interval '1 s' FROM generate_series(1, $1::int) AS i`,
    [n, workspace, campaign, connection, rule, cause, seconds, plannedSoFar],
  );
  plannedSoFar += n;
}
const halt = (at = "now()") => pool.query(`UPDATE workspace SET fallback_halted_at = ${at} WHERE id = 1`);
const stopCampaign = (at = "now()") =>
  pool.query(`UPDATE campaign SET fallback_stopped_at = ${at} WHERE id = 1`);

function dispatch(): void {
  const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
  dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error) }).start();
}

/** Attempts by what became of them, e.g. "planned halted". */
async function states(campaign = 1): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ key: string; n: number }>(
    "SELECT concat_ws(' ', state, why) AS key, count(*)::int AS n FROM fallback_attempt WHERE campaign_id = $1 GROUP BY 1",
    [campaign],
  );
  return Object.fromEntries(rows.map(({ key, n }) => [key, n]));
}
const become = (expected: Record<string, number>, campaign = 1) =>
  expect.poll(() => states(campaign), { timeout: 15_000, interval: 50 }).toEqual(expected);

/** All that was set aside is due again, and the first have left. */
async function goesOn(why: "halted" | "stopped"): Promise<void> {
  const left = (await states()).accepted ?? 0;
  await expect.poll(async () => (await states())[`planned ${why}`], { timeout: 15_000 }).toBeUndefined();
  await expect.poll(async () => (await states()).accepted, { timeout: 5000 }).toBeGreaterThan(left);
}

/** Rows of the ledger that are read by one look for what is due, what may go on, and what is too old. */
const rowsRead = (): Promise<number> =>
  inTransaction(pool, async (client) => {
    const soFar = async (): Promise<number> =>
      (
        await client.query(
          "SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'fallback_attempt'",
        )
      ).rows[0].n;
    const before = await soFar(); // of the connection's transactions before, too
    await dueConnections(client);
    await releaseHeld(client);
    await endTooOld(client);
    return (await soFar()) - before;
  });

describe("a look for what is due", () => {
  test("sees every connection, however long the queue of another one is", async () => {
    await due(6000, { seconds: 60 });
    await due(1, { connection: 3 });
    await due(1, { workspace: 2, campaign: 3, connection: 4, rule: 2 });
    await due(1, { connection: 5, seconds: -60 });
    expect(await dueConnections(pool)).toEqual([
      { workspaceId: 1, connectionId: 2 },
      { workspaceId: 1, connectionId: 3 },
      { workspaceId: 2, connectionId: 4 },
    ]);
    await pool.query("ANALYZE fallback_attempt");
    expect(await rowsRead()).toBeLessThan(20);
  });

  test("a queue that stands still holds up nobody else", async () => {
    await pool.query("UPDATE connection SET send_rate = 1 WHERE id = 2");
    await due(6000, { seconds: 60 });
    await due(1, { connection: 3, campaign: 2 });
    dispatch();
    await become({ accepted: 1 }, 2);
  });
});

describe("what waits for a person", () => {
  test("is set aside once, is not read again, and leaves when all may leave", async () => {
    await halt();
    await due(5000, { seconds: 60 });
    dispatch();
    await become({ "planned halted": 5000 });
    const versions = "SELECT max(xmin::text::bigint)::text AS last FROM fallback_attempt";
    const { rows: before } = await pool.query(versions);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect((await pool.query(versions)).rows).toEqual(before);
    await pool.query("ANALYZE fallback_attempt");
    expect(await rowsRead()).toBeLessThan(20);
    // Another workspace's attempt leaves at once meanwhile.
    const started = performance.now();
    await due(1, { workspace: 2, campaign: 3, connection: 4, rule: 2 });
    await become({ accepted: 1 }, 3);
    expect(performance.now() - started).toBeLessThan(2000);
    expect(provider.received).toHaveLength(1);
    await halt("NULL");
    await goesOn("halted");
  });

  test("in a stopped campaign it is not in front of another's, and what people send leaves", async () => {
    await pool.query("UPDATE connection SET send_rate = 20");
    await stopCampaign();
    await due(3000, { seconds: 60 });
    await due(1, { cause: "manual" });
    await due(1, { campaign: 2 });
    dispatch();
    await become({ accepted: 1 }, 2);
    await become({ "planned stopped": 3000, accepted: 1 });
    await stopCampaign("NULL");
    await goesOn("stopped");
  });

  test("waits on when one of two reasons is gone", async () => {
    await halt();
    await stopCampaign();
    await due(3);
    await due(1, { cause: "manual" });
    dispatch();
    await become({ "planned halted": 4 });
    await halt("NULL");
    await become({ "planned stopped": 3, accepted: 1 });
    await halt();
    await stopCampaign("NULL");
    await become({ "planned halted": 3, accepted: 1 });
  });

  test("ends by itself when it is too old, each at its own time", async () => {
    await halt();
    await due(2);
    await due(1, { cause: "manual" });
    await pool.query(
      "UPDATE fallback_attempt SET triggered_at = now() - interval '23 hours 59 minutes 57 seconds' WHERE id = (SELECT id FROM fallback_attempt LIMIT 1)",
    );
    dispatch();
    await become({ "planned halted": 3 });
    const ended = () => endTooOld(pool).then(() => states());
    await expect
      .poll(ended, { timeout: 15_000, interval: 200 })
      .toEqual({ "planned halted": 2, "skipped too_old": 1 });
    const { rows } = await pool.query(
      "SELECT l.kind, l.detail FROM fallback_attempt_log l JOIN fallback_attempt a ON a.id = l.attempt_id WHERE a.ended_at IS NOT NULL",
    );
    expect(rows).toEqual([{ kind: "skipped", detail: "too_old" }]);
  });

  test("ends when its campaign is switched off, also while all is stopped", async () => {
    await halt();
    await due(3);
    await due(1, { cause: "manual" });
    dispatch();
    await become({ "planned halted": 4 });
    await pool.query("UPDATE campaign SET fallback_mode = 'manual' WHERE id = 1");
    await become({ "cancelled campaign_switched_off": 3, "planned halted": 1 });
  });
});

test("no dispatcher has failed", () => expect(errors).toEqual([]));
