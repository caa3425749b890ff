import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/in-transaction";
import { testDatabase } from "@/lib/db/test-database";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { Planner } from "@/lib/fallback/plan/planner";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { automaticCampaign, rejection } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";

const UNPAID = { errorCode: "131042" };

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let planner: Planner;
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
  planner = new Planner(pool, (error) => errors.push(error));
  await planner.reload();
});
afterEach(async () => {
  planner.close();
  await planner.settled();
  await dispatcher?.stop();
  dispatcher = undefined;
  await provider.close();
});

const arrive = (...statuses: readonly IncomingStatus[]) => storeStatuses(pool, statuses, 0, { planner });
const dispatch = () => {
  const contextOf = async (_: number, connection: number) => simulatorContext(connection, provider.url, 5000);
  dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error) }).start();
};
const campaign = async (): Promise<{ why: string | null; stopped: boolean }> =>
  (
    await pool.query(
      "SELECT fallback_stopped_why AS why, fallback_stopped_at IS NOT NULL AS stopped FROM campaign",
    )
  ).rows[0];
const resume = () =>
  pool.query("UPDATE campaign SET fallback_stopped_at = NULL, fallback_stopped_why = NULL");
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a rejection for which the sender is to blame", () => {
  test("stops the campaign before 500 others of the same burst are paid for", async () => {
    dispatch();
    await arrive(rejection(0, UNPAID));
    for (let batch = 0; batch < 10; batch++)
      await arrive(...Array.from({ length: 50 }, (_, n) => rejection(1 + batch * 50 + n)));
    await sleep(4500); // longer than attempts of the burst are held back
    expect(await campaign()).toEqual({ why: "sender_fault:131042", stopped: true });
    expect(provider.received).toEqual([]);
    const { rows } = await pool.query("SELECT DISTINCT state FROM fallback_attempt");
    expect(rows).toEqual([{ state: "planned" }]);
  });

  test("is written once, with an entry in the audit log", async () => {
    await arrive(...Array.from({ length: 20 }, (_, n) => rejection(n, UNPAID)));
    await arrive(rejection(21, { errorCode: "131049" }), rejection(22, { errorCode: "132015" }));
    await planner.settled();
    const { rows } = await pool.query("SELECT action, target, detail FROM audit_entry");
    expect(rows).toEqual([
      {
        action: "fallback.stopped",
        target: "Autumn",
        detail: { code: "sender_fault", detail: "131042" },
      },
    ]);
  });

  test("is found by the sweep where the ingest could not know", async () => {
    await storeStatuses(pool, [rejection(1, UNPAID), rejection(2)], 0);
    await sweep(pool, Date.now() + 1000);
    expect(await campaign()).toEqual({ why: "sender_fault:131042", stopped: true });
  });

  test.each([
    { why: "the person can't be reached", over: {} },
    { why: "it is an SMS", over: { ...UNPAID, channel: "sms" } },
    { why: "it was delivered after all", over: { status: "delivered", errorCode: undefined } },
  ] as const)("nothing stops where $why", async ({ over }) => {
    await arrive(rejection(1, over));
    await planner.settled();
    await sweep(pool, Date.now() + 1000);
    expect(await campaign()).toEqual({ why: null, stopped: false });
  });

  test("leaves a campaign alone that is not automatic", async () => {
    await pool.query("UPDATE campaign SET fallback_mode = 'manual'");
    await arrive(rejection(1, UNPAID));
    await planner.settled();
    await sweep(pool, Date.now() + 1000);
    expect((await campaign()).stopped).toBe(false);
  });

  test("when a person lets it go on, the same fault does not stop it again, a new one does", async () => {
    await arrive(rejection(1, UNPAID));
    await planner.settled();
    await resume();
    await planner.reload();
    await sweep(pool, Date.now() + 1000);
    expect((await campaign()).stopped).toBe(false);
    await arrive(rejection(2, UNPAID));
    await planner.settled();
    expect((await campaign()).stopped).toBe(true);
  });
});

describe("a flow's own sends", () => {
  const SMS = step("s", {
    type: "sms",
    connectionId: 2,
    from: "+12025550100",
    text: "Hello",
    validityMinutes: null,
  });
  /** A campaign that is not automatic, in whose flow a rejection leads to an SMS, or to nothing. */
  const manual = async (sends = true) => {
    const definition = flow(
      step("t", { type: "trigger" }, sends ? { next: "s" } : {}),
      ...(sends ? [SMS] : []),
    );
    await pool.query("UPDATE campaign SET fallback_mode = 'manual'");
    await pool.query(
      `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version, is_default)
         VALUES (1, 'Flow', $1, 'x', 1, true) RETURNING id)
       INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT 1, id, 1, $1, 'x' FROM f`,
      [JSON.stringify(definition)],
    );
    if (sends)
      await pool.query(
        "INSERT INTO fallback_rule (workspace_id, id, name, flow_id) SELECT 1, 900, 'Flow', id FROM flow",
      );
    await planner.reload();
  };
  const planSends = (n: number, database: Pick<Pool, "query"> = pool) =>
    database.query(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, recipient, country, triggered_at, due_at)
       SELECT 1, m.id, 1, 105, 0, 1, 2, 1, 1, 'flow', m.recipient, 'US', now(), now() FROM message m ORDER BY id LIMIT $1`,
      [n],
    );

  test("stop at a sender's fault in whatever mode, and go on when a person says so", async () => {
    await manual();
    await arrive(rejection(1), rejection(2), rejection(3, UNPAID));
    await planner.settled();
    expect(await campaign()).toEqual({ why: "sender_fault:131042", stopped: true });
    const alert = await pool.query("SELECT kind, key FROM alert WHERE resolved_at IS NULL");
    expect(alert.rows).toEqual([{ kind: "breaker", key: "1" }]);
    await planSends(2);
    dispatch();
    await sleep(1000);
    expect(provider.received).toEqual([]);
    await resume();
    await expect.poll(() => provider.received.length, { timeout: 8000 }).toBe(2);
  });

  test("of a run whose flow is no longer in force stop before it has planned them", async () => {
    await manual();
    await pool.query(`INSERT INTO flow_run (workspace_id, flow_id, version, campaign_id, message_id, status, started_at, step_id, wake_at)
        SELECT 1, id, 1, 1, 1, 5, now(), 's', now() + interval '1 hour' FROM flow;
      UPDATE flow SET published_version = NULL`);
    await planner.reload();
    await arrive(rejection(1), rejection(2, UNPAID));
    await planner.settled();
    expect((await campaign()).stopped).toBe(true);
    await planSends(1);
    dispatch();
    await expect
      .poll(async () => (await pool.query("SELECT state, why FROM fallback_attempt")).rows, { timeout: 8000 })
      .toEqual([{ state: "planned", why: "stopped" }]);
    expect(provider.received).toEqual([]);
  });

  test("that are being planned when the stop is written wait for a person", async () => {
    await manual();
    await arrive(rejection(1));
    await inTransaction(pool, async (client) => {
      await planSends(1, client);
      await arrive(rejection(2, UNPAID));
      await planner.settled();
    });
    dispatch();
    await expect
      .poll(async () => (await pool.query("SELECT state, why FROM fallback_attempt")).rows, { timeout: 8000 })
      .toEqual([{ state: "planned", why: "stopped" }]);
    expect(provider.received).toEqual([]);
  });

  test("are looked after by the sweep where the ingest could not know", async () => {
    await manual();
    await storeStatuses(pool, [rejection(1, UNPAID)], 0);
    await sweep(pool, Date.now() + 1000);
    expect(await campaign()).toEqual({ why: "sender_fault:131042", stopped: true });
    await resume();
    await sweep(pool, Date.now() + 1000);
    expect((await campaign()).stopped, "the same fault again").toBe(false);
  });

  test("are none in a flow that sends nothing", async () => {
    await manual(false);
    await arrive(rejection(1, UNPAID));
    await planner.settled();
    await sweep(pool, Date.now() + 1000);
    expect((await campaign()).stopped).toBe(false);
  });

  test("stop where too many of them fail", async () => {
    await manual();
    await arrive(...Array.from({ length: 25 }, (_, n) => rejection(n)));
    await planSends(25);
    await pool.query("UPDATE fallback_attempt SET state = 'failed', why = 'refused', ended_at = now()");
    await sweep(pool, Date.now());
    expect((await campaign()).why).toBe("attempts_failed:25/25");
  });
});

describe("an unusual share of failures", () => {
  const end = (n: number, state: string, why: string | null, minutesAgo = 0) =>
    pool.query(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, state, why, triggered_at, due_at, ended_at)
       SELECT 1, 1000 + i + $4 * 1000, 1, 0, 0, 1, 2, 1, 1, 'rejected', $2, $3, now(), now(), now() - $4 * interval '1 minute' FROM generate_series(1, $1) AS i`,
      [n, state, why, minutesAgo],
    );

  test.each([
    {
      why: "more than half were refused",
      failed: [15, "refused"],
      delivered: 10,
      stop: "attempts_failed:15/25",
    },
    { why: "half were", failed: [10, "refused"], delivered: 10, stop: null },
    { why: "people did not pick up", failed: [30, "no_answer"], delivered: 5, stop: null },
  ] as const)("$why", async ({ failed: [n, why], delivered, stop }) => {
    await end(n, "failed", why);
    await end(delivered, "delivered", null, 1);
    await sweep(pool, Date.now());
    expect((await campaign()).why).toBe(stop);
  });

  test("what is longer ago than the window does not count", async () => {
    await end(25, "failed", "refused", 11);
    await sweep(pool, Date.now());
    expect((await campaign()).why).toBeNull();
  });

  test("of messages that WhatsApp rejects; and it counts anew when a person lets it go on", async () => {
    await arrive(...Array.from({ length: 60 }, (_, n) => rejection(n)));
    await sweep(pool, Date.now());
    expect((await campaign()).why).toBe("messages_rejected:60/60");
    await resume();
    await sweep(pool, Date.now());
    expect((await campaign()).why).toBeNull();
  });
});

test("nothing has failed on the way", () => expect(errors).toEqual([]));
