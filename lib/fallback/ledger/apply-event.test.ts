import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/in-transaction";
import { testDatabase } from "@/lib/db/test-database";
import type { AttemptEvent } from "@/lib/domain/fallback/attempt";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { applyEvent, type Happening } from "@/lib/fallback/ledger/apply-event";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

const CENT = 10_000; // millionths

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
  // An SMS, two minutes later a call, two minutes later another.
  await pool.query(
    `UPDATE fallback_rule_version SET definition = jsonb_set(definition, '{steps}', definition -> 'steps' || $1::jsonb)`,
    [JSON.stringify([CALL, CALL])],
  );
  await pool.query("INSERT INTO fallback_spend VALUES (1, 1, (now() AT TIME ZONE 'UTC')::date, 0, 0)");
});
afterEach(async () => {
  await dispatcher?.stop();
  dispatcher = undefined;
  await provider.close();
});

const CALL = {
  channel: "voice",
  connectionId: 2,
  from: "+12025550100",
  waitMinutes: 2,
  script: "Hello",
  language: "en-US",
  voice: null,
  repeat: 1,
  confirmPrompt: null,
  machine: "missed",
  success: "answered",
};

/** The attempt of a step for the one message. */
async function attempt(position: number, state: string, over: { due?: string } = {}): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
       state, recipient, triggered_at, due_at, dispatched_at, estimate_micros)
     SELECT 1, 1, 1, 0, $1::int, CASE WHEN $1::int = 0 THEN 1 ELSE 2 END, 2, 1, 1, 'rejected', $2, '+12025550142', now(), now() + $3::interval,
       CASE WHEN $2 <> 'planned' THEN now() END, $4 RETURNING id`,
    [position, state, over.due ?? "1 hour", CENT],
  );
  return rows[0]?.id ?? "";
}
const attempts = async (): Promise<
  { position: number; state: string; why: string | null; next: boolean }[]
> =>
  (
    await pool.query(
      "SELECT position, state, why, next_at IS NOT NULL AS next FROM fallback_attempt ORDER BY position",
    )
  ).rows;

const happening = (event: AttemptEvent, over: Partial<Happening> = {}): Happening => ({
  event,
  log: { kind: event.kind, detail: null },
  ...over,
});
const REACHED = { kind: "status", status: "reached" } as const;
const apply = (id: string, event: AttemptEvent, over?: Partial<Happening>) =>
  applyEvent(pool, 1, id, happening(event, over), Date.now());

/** What is due leaves, or ends. */
async function dispatch(): Promise<void> {
  await pool.query("UPDATE fallback_attempt SET due_at = now() WHERE state = 'planned'");
  const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
  dispatcher ??= new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error) }).start();
}
const become = (...expected: readonly object[]) =>
  expect.poll(attempts, { timeout: 8000 }).toMatchObject(expected);
const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000));

describe("beside a claim", () => {
  test("a status takes the account last, as a claim does: neither waits for the other in a circle", async () => {
    const sms = await attempt(0, "accepted");
    const call = await attempt(1, "planned");
    let applied: Promise<unknown> = Promise.resolve();
    const price = { amount: "0.02", currency: "USD" };
    // A claim of the call has its row and then books.
    await inTransaction(pool, async (client) => {
      await client.query("SELECT 1 FROM fallback_attempt WHERE id = $1 FOR NO KEY UPDATE", [call]);
      applied = apply(sms, REACHED, { price });
      applied.catch(() => {});
      await seconds(0.3);
      // Waits for an account that is taken; a circle is found within a second.
      await client.query("SET LOCAL lock_timeout = '500ms'");
      await client.query("UPDATE fallback_spend SET micros = micros + $1", [CENT]);
    });
    await applied;
    expect(await attempts()).toMatchObject([{ state: "delivered" }, { state: "cancelled" }]);
  });

  test("one that is the victim of a deadlock is applied nevertheless, once", async () => {
    const sms = await attempt(0, "accepted");
    const call = await attempt(1, "planned");
    let applied: Promise<unknown> = Promise.resolve();
    await inTransaction(pool, async (client) => {
      await client.query("SELECT 1 FROM fallback_attempt WHERE id = $1 FOR NO KEY UPDATE", [call]);
      applied = apply(sms, REACHED);
      applied.catch(() => {});
      await seconds(0.3);
      // It waits for the call, and has waited longer: it is the victim.
      await client.query("SELECT 1 FROM fallback_attempt WHERE id = $1 FOR NO KEY UPDATE", [sms]);
    });
    expect(await applied).toMatchObject({ state: "delivered" });
    const { rows } = await pool.query(
      "SELECT count(*)::int AS n FROM fallback_attempt_log WHERE attempt_id = $1",
      [sms],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe("an SMS of unknown fate that never left, where a duplicate is preferred", () => {
  const absent = { kind: "absent", policy: "prefer_duplicate" } as const;

  test("is not sent again when the call has reached the person meanwhile", async () => {
    const sms = await attempt(0, "unknown");
    const call = await attempt(1, "accepted");
    await apply(call, REACHED);
    await apply(sms, absent);
    await dispatch();
    await become({ state: "cancelled", why: "fallback_reached" }, { state: "delivered" });
    expect(provider.received).toEqual([]);
  });

  test("is taken back when the call reaches the person before it has left", async () => {
    const sms = await attempt(0, "unknown");
    const call = await attempt(1, "accepted");
    await apply(sms, absent);
    expect(await attempts()).toMatchObject([{ state: "planned" }, { state: "accepted" }]);
    await apply(call, REACHED);
    expect(await attempts()).toMatchObject([
      { state: "cancelled", why: "fallback_reached" },
      { state: "delivered" },
    ]);
  });

  test("is not sent again when WhatsApp has delivered meanwhile", async () => {
    await pool.query(`INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at,
      rejected_at, delivered_at) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 'm1', 1, 2, 0, now(), now(), now())`);
    await apply(await attempt(0, "unknown"), absent);
    await dispatch();
    await become({ state: "cancelled", why: "delivered_on_whatsapp" });
    expect(provider.received).toEqual([]);
  });

  test("is sent again when nobody was reached", async () => {
    const sms = await attempt(0, "unknown");
    const call = await attempt(1, "accepted");
    await apply(call, { kind: "status", status: "missed", why: "no_answer" });
    await pool.query("DELETE FROM fallback_attempt WHERE position = 2");
    await apply(sms, absent);
    await dispatch();
    await become({ state: "accepted" }, { state: "failed" });
    expect(provider.received).toEqual([sms]);
  });
});

test("a later step that follows one without an answer is not sent to whom an earlier one has reached", async () => {
  const sms = await attempt(0, "accepted");
  const call = await attempt(1, "accepted");
  await apply(sms, REACHED);
  await apply(call, { kind: "status", status: "missed", why: "no_answer" });
  await dispatch();
  await become({ state: "delivered" }, { state: "failed" }, { state: "cancelled", why: "fallback_reached" });
  expect(provider.received).toEqual([]);
});

const VALUES_MISSING = { text: "Hello {{name}}", channel: "sms" };
describe("a step that is left out when its turn comes", () => {
  const change = (position: number, over: object) =>
    pool.query(
      "UPDATE fallback_rule_version SET definition = jsonb_set(definition, ARRAY['steps', $1], definition #> ARRAY['steps', $1] || $2::jsonb)",
      [String(position), JSON.stringify(over)],
    );

  test("for a reason of its own leaves its person to the next one, after that one's wait", async () => {
    await change(0, VALUES_MISSING);
    await attempt(0, "planned");
    await dispatch();
    await become({ state: "skipped", why: "missing_values" }, { position: 1, state: "planned" });
    const { rows } = await pool.query(
      "SELECT round(extract(epoch FROM due_at - planned_at) / 60)::int AS minutes FROM fallback_attempt WHERE position = 1",
    );
    expect(rows).toEqual([{ minutes: 2 }]);
  });

  test.each([
    { why: "over_campaign_budget", sql: "UPDATE fallback_spend SET micros = 1000000000" },
    { why: "too_old", sql: "UPDATE fallback_attempt SET triggered_at = now() - interval '25 hours'" },
    {
      why: "suppressed",
      sql: `INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, rejected_at, recipient)
          OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 'm1', 1, 2, 0, now(), now(), '+12025550142');
        INSERT INTO suppression (workspace_id, recipient, reason, created_by) VALUES (1, '+12025550142', 'manual', 't')`,
    },
  ])("because of $why ends it for the person", async ({ why, sql }) => {
    await attempt(0, "planned");
    await pool.query(sql);
    await dispatch();
    await become({ state: "skipped", why });
    expect(await attempts()).toHaveLength(1);
  });
});

describe("somebody who has said stop to the SMS", () => {
  const stops = (id: string) =>
    apply(
      id,
      { kind: "status", status: "missed", why: "not_delivered" },
      { learned: { errorCode: "recipient_opted_out" } },
    );

  test("is not called", async () => {
    await stops(await attempt(0, "accepted"));
    await dispatch();
    await become({ state: "failed" }, { state: "skipped", why: "opted_out" });
    expect(provider.received).toEqual([]);
  });

  test("is called by nobody's flow either", async () => {
    await stops(await attempt(0, "accepted"));
    await pool.query("UPDATE fallback_attempt SET cause = 'flow', cycle = 105 WHERE position = 1");
    await dispatch();
    await become({ state: "failed" }, { state: "skipped", why: "opted_out" });
  });
});

test("what was held for unsent and is underway after all leaves its person to the next step in time", async () => {
  const sms = await attempt(0, "dispatching");
  await apply(sms, { kind: "outcome", outcome: "unsent" });
  expect(await attempts()).toMatchObject([{ state: "planned", next: false }]);
  await apply(sms, { kind: "status", status: "underway" });
  expect(await attempts()).toMatchObject([{ state: "accepted", next: true }]);
  await pool.query("UPDATE fallback_attempt SET next_at = now()");
  await sweep(pool, Date.now());
  expect(await attempts()).toMatchObject([
    { state: "accepted", next: false },
    { position: 1, state: "planned" },
  ]);
});

test("no dispatcher has failed", () => expect(errors).toEqual([]));
