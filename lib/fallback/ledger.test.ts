import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withRetry } from "@/lib/db/in-transaction";
import { testDatabase } from "@/lib/db/test-database";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { claimDue } from "@/lib/fallback/dispatch/claim";
import { Dispatcher, type LaneContext } from "@/lib/fallback/dispatch/dispatcher";
import { prepareStep } from "@/lib/fallback/dispatch/prepare";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { applyStatuses } from "@/lib/fallback/ledger/attempt-status";
import { Planner } from "@/lib/fallback/plan/planner";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";

const WORKSPACE = 1 as WorkspaceId;
const UNREACHABLE = "131026";
const CENT = 10_000; // millionths
const SMS_THEN_CALL: Rule = {
  trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
  steps: [
    {
      channel: "sms",
      connectionId: 2,
      from: "+12025550100",
      waitMinutes: 0,
      text: "Hello {{name|there}}",
      validityMinutes: null,
    },
    {
      channel: "voice",
      connectionId: 2,
      from: "+12025550100",
      waitMinutes: 2,
      script: "Hello {{name|there}}",
      language: "en-US",
      voice: null,
      repeat: 1,
      confirmPrompt: null,
      machine: "missed",
      success: "answered",
    },
  ],
  limits: {
    quiet: null,
    campaignBudgetMicros: 100_000 * CENT,
    dayBudgetMicros: 100_000 * CENT,
    perPersonHours: 24,
    maxAgeHours: 24,
  },
  holdoutPercent: 0,
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let planner: Planner;
let provider: RecordingProvider;
const dispatchers: Dispatcher[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 20 });
  await pool.query(`INSERT INTO workspace (id, name) VALUES (1, 'one');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets, send_rate) VALUES
      (1, 1, 'meta', 'WhatsApp', 'k1', '', 10), (1, 2, 'simulator', 'SMS', 'k2', '', 10000);
    INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 1, 'Rule')`);
  planner = new Planner(pool, () => {});
});
afterAll(async () => {
  planner.close();
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  provider = await recordingProvider();
  timeout = 5000;
  // Again, when the planner's own look at the same tables was in the way.
  await withRetry(() =>
    pool.query(`TRUNCATE fallback_attempt, fallback_attempt_log, fallback_spend, message, status_event, campaign, fallback_rule_version, suppression;
    UPDATE workspace SET fallback_halted_at = NULL; UPDATE connection SET send_next_at = NULL;
    INSERT INTO campaign (workspace_id, id, key, name, tag, fallback_mode, fallback_rule_id, fallback_swept_at) VALUES (1, 1, 'c1', 'Autumn', 'autumn', 'automatic', 1, now())`),
  );
  await useRule(SMS_THEN_CALL);
});
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.stop()));
  await provider.close();
});

async function useRule(rule: Rule): Promise<void> {
  await pool.query(
    "INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES (1, 1, 1, $1, 'test') ON CONFLICT (workspace_id, rule_id, version) DO UPDATE SET definition = excluded.definition",
    [JSON.stringify(rule)],
  );
  await planner.reload();
}

const person = (n: number) => `+1202555${String(100 + (n % 100)).padStart(4, "0")}`;
const status = (n: number, over: Partial<IncomingStatus> = {}): IncomingStatus => ({
  workspaceId: WORKSPACE,
  connectionId: 1 as ConnectionId,
  campaignId: 1 as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: `m${n}`,
  status: "rejected",
  rawStatus: over.status ?? "failed",
  errorCode: UNREACHABLE,
  occurredAt: Date.now(),
  receivedAt: Date.now(),
  recipient: person(n),
  country: "US",
  timeZone: "America/New_York",
  ...over,
});
const arrive = (...statuses: readonly IncomingStatus[]) => storeStatuses(pool, statuses, 0, { planner });

const contextOf = async (): Promise<LaneContext> => simulatorContext(2, provider.url, timeout);

function dispatch(now?: () => number): Dispatcher {
  const dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error), now }).start();
  dispatchers.push(dispatcher);
  return dispatcher;
}
const errors: unknown[] = [];
/** Milliseconds; tests of lost answers make it short. */
let timeout = 5000;

async function attempts(): Promise<
  { id: string; position: number; state: string; why: string | null; tries: number; micros: number | null }[]
> {
  const { rows } = await pool.query(
    "SELECT id, position, state, why, tries, estimate_micros::float8 AS micros FROM fallback_attempt ORDER BY message_id, position",
  );
  return rows;
}
const spent = async () =>
  Number((await pool.query("SELECT coalesce(sum(micros), 0) AS micros FROM fallback_spend")).rows[0].micros);

const until = (check: () => Promise<void>) =>
  expect
    .poll(
      async () =>
        check().then(
          () => true,
          (error) => String(error),
        ),
      { timeout: 60_000, interval: 40 },
    )
    .toBe(true);

describe("planning in the ingest's transaction", () => {
  test("a rejection of the rule's class plans one attempt, a repeat none", async () => {
    await arrive(status(1));
    await arrive(status(1), status(1));
    expect(await attempts()).toMatchObject([{ position: 0, state: "planned" }]);
  });

  test.each([
    { why: "the person said stop", over: { errorCode: "131050" } },
    { why: "the fault is the sender's", over: { errorCode: "131042" } },
    { why: "the class is not the rule's", over: { errorCode: "131049" } },
    { why: "it is no WhatsApp message", over: { channel: "sms" } },
    { why: "it was delivered", over: { status: "delivered", errorCode: undefined } },
  ] as const)("nothing is planned where $why", async ({ over }) => {
    await arrive(status(1, over as Partial<IncomingStatus>));
    expect(await attempts()).toEqual([]);
  });

  test("a delivery in the same batch or later cancels what is planned, and money stays", async () => {
    await arrive(status(1), status(1, { status: "delivered", errorCode: undefined }));
    await arrive(status(2));
    await arrive(status(2, { status: "read", errorCode: undefined }));
    expect(await attempts()).toMatchObject([{ state: "cancelled", why: "delivered_on_whatsapp" }]);
    expect(await spent()).toBe(0);
  });

  test("held out people get a row that says so", async () => {
    await useRule({ ...SMS_THEN_CALL, holdoutPercent: 50 });
    await arrive(...Array.from({ length: 100 }, (_, n) => status(n)));
    const states = (await attempts()).map(({ state, why }) => `${state} ${why}`);
    expect(states).toHaveLength(100);
    expect(states.filter((state) => state === "skipped held_out").length).toBeGreaterThan(25);
    expect(states.filter((state) => state === "planned null").length).toBeGreaterThan(25);
  });

  test("what the ingest could not know is found by the sweep, once", async () => {
    await storeStatuses(pool, [status(1, { receivedAt: Date.now() + 10 })], 0);
    for (let i = 0; i < 2; i++) await sweep(pool, Date.now() + 10_000);
    expect(await attempts()).toMatchObject([{ state: "planned" }]);
  });

  test("several sweepers at once find each once", async () => {
    const at = Date.now() + 10;
    const late = Array.from({ length: 20 }, (_, n) => status(n, { receivedAt: at }));
    await storeStatuses(pool, late, 0);
    await Promise.all(Array.from({ length: 4 }, () => sweep(pool, at + 10_000)));
    expect((await attempts()).map(({ state }) => state)).toEqual(late.map(() => "planned"));
  });

  test("what the sweep finds late is as old as what called for it", async () => {
    await storeStatuses(pool, [status(1, { receivedAt: Date.now() + 10 })], 0);
    await pool.query(
      "UPDATE status_event SET received_at = now() - interval '25 hours'; UPDATE campaign SET fallback_swept_at = now() - interval '2 days'",
    );
    await sweep(pool, Date.now());
    expect(await attempts()).toMatchObject([{ state: "planned" }]);
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ state: "skipped", why: "too_old" }]));
  });

  test("people who are silent for too long are found, those who have it are not", async () => {
    await useRule({ ...SMS_THEN_CALL, trigger: { on: "undelivered", afterMinutes: 5 } });
    const at = Date.now() + 10;
    const sent = { status: "sent", errorCode: undefined, receivedAt: at } as const;
    await arrive(status(1, sent), status(2, sent), status(3));
    await arrive(status(2, { ...sent, status: "delivered" }));
    await sweep(pool, at + 4 * 60_000);
    expect(await attempts()).toEqual([]);
    await sweep(pool, at + 6 * 60_000);
    expect(await attempts()).toMatchObject([{ state: "planned" }]);
  });
});

describe("dispatching", () => {
  test("several dispatchers send each attempt once", async () => {
    await arrive(...Array.from({ length: 80 }, (_, n) => status(n)));
    for (let i = 0; i < 4; i++) dispatch();
    await until(async () => expect((await attempts()).every(({ state }) => state === "accepted")).toBe(true));
    expect(provider.received).toHaveLength(80);
    expect(new Set(provider.received).size).toBe(80);
    expect(await spent()).toBe(80 * CENT);
  });

  test("of 200 attempts at one below the cap exactly one passes", async () => {
    await useRule({
      ...SMS_THEN_CALL,
      limits: { ...SMS_THEN_CALL.limits, campaignBudgetMicros: 10 * CENT, perPersonHours: 0 },
    });
    await arrive(...Array.from({ length: 200 }, (_, n) => status(n)));
    await pool.query(`INSERT INTO fallback_spend VALUES (1, 1, now()::date, ${9 * CENT}, 9)`);
    const context = await contextOf();
    const prepare = (
      attempt: { id: string; recipient: string | null },
      step: Rule["steps"][number],
      now: number,
    ) =>
      prepareStep(
        step,
        { attemptId: attempt.id, recipient: attempt.recipient ?? "", country: "US", values: {} },
        context,
        now,
      );
    const claims = await Promise.all(
      Array.from({ length: 16 }, () =>
        claimDue(pool, { workspaceId: 1, connectionId: 2, prepare }, 20, Date.now()),
      ),
    );
    expect(claims.flatMap(({ claimed }) => claimed)).toHaveLength(1);
    expect(await spent()).toBe(10 * CENT);
    const ended = (await attempts()).filter(({ state }) => state === "skipped");
    expect(new Set(ended.map(({ why }) => why))).toEqual(new Set(["over_campaign_budget"]));
  });

  test("a person is tried once on a channel, also by two dispatchers at once", async () => {
    await arrive(...Array.from({ length: 10 }, (_, n) => status(n, { recipient: person(7) })));
    dispatch();
    dispatch();
    await until(async () =>
      expect((await attempts()).filter(({ state }) => state === "planned")).toEqual([]),
    );
    await until(async () =>
      expect((await attempts()).filter(({ state }) => state === "accepted")).toHaveLength(1),
    );
    expect(provider.received).toHaveLength(1);
  });

  test("after the kill switch nothing leaves, and afterwards everything", async () => {
    await arrive(...Array.from({ length: 30 }, (_, n) => status(n)));
    await pool.query("UPDATE workspace SET fallback_halted_at = now()");
    dispatch();
    await until(async () => expect((await attempts()).every(({ why }) => why === "halted")).toBe(true));
    expect(provider.received).toEqual([]);
    await pool.query("UPDATE workspace SET fallback_halted_at = NULL");
    await until(async () => expect((await attempts()).every(({ state }) => state === "accepted")).toBe(true));
  });

  test.each([
    {
      why: "suppressed",
      sql: `INSERT INTO suppression (workspace_id, recipient, reason, created_by) VALUES (1, '${person(1)}', 'manual', 't')`,
    },
    {
      why: "opted_out",
      sql: `INSERT INTO suppression (workspace_id, recipient, reason, created_by) VALUES (1, '${person(1)}', 'opted_out', 't')`,
    },
    { why: "opted_out", sql: "UPDATE message SET error_code = '131050'" },
    { why: "sender_fault", sql: "UPDATE message SET error_code = '131042'" },
    { why: "campaign_switched_off", sql: "UPDATE campaign SET fallback_mode = 'off'" },
    { why: "campaign_switched_off", sql: "UPDATE campaign SET archived_at = now()" },
    { why: "too_old", sql: "UPDATE fallback_attempt SET triggered_at = now() - interval '25 hours'" },
    {
      why: "no_phone",
      sql: "UPDATE fallback_attempt SET recipient = NULL; UPDATE message SET recipient = NULL",
    },
  ])("$why: it ends without a request", async ({ why, sql }) => {
    await arrive(status(1));
    await pool.query(sql);
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ why }]));
    expect(provider.received).toEqual([]);
  });

  test("quiet hours hold it back until they end", async () => {
    const quiet = { from: "00:00", until: "23:59", during: "wait" } as const;
    await useRule({ ...SMS_THEN_CALL, limits: { ...SMS_THEN_CALL.limits, quiet } });
    await arrive(status(1));
    const early = Date.parse("2026-11-22T15:00:00Z");
    dispatch(() => early);
    await until(async () =>
      expect(await attempts()).toMatchObject([{ state: "planned", why: "quiet_hours" }]),
    );
    const { rows } = await pool.query("SELECT due_at FROM fallback_attempt");
    expect(rows[0].due_at.getTime()).toBeGreaterThan(early);
    expect(provider.received).toEqual([]);
  });
});

describe("what a provider does", () => {
  test.each([
    { why: "500", treatment: { answer: 500 }, state: "unknown" },
    { why: "502", treatment: { answer: 502 }, state: "unknown" },
    { why: "reset", treatment: "reset", state: "unknown" },
    { why: "time-out", treatment: "hang", state: "unknown" },
    { why: "garbage", treatment: { answer: 200, body: "???" }, state: "unknown" },
    {
      why: "refusal",
      treatment: { answer: 400, body: { error: { code: "1", text: "No." } } },
      state: "failed",
    },
    { why: "429", treatment: { answer: 429, headers: { "retry-after": "60" } }, state: "planned" },
  ] as const)("$why leads to $state, and one request", async ({ treatment, state }) => {
    provider.treat = () => treatment;
    if (treatment === "hang") timeout = 200;
    await arrive(status(1));
    dispatch();
    await until(async () => expect(provider.received).toHaveLength(1));
    await until(async () => expect((await attempts())[0]).toMatchObject({ state }));
    expect(provider.received).toHaveLength(1);
    if (state !== "unknown") expect(await spent()).toBe(0);
  });

  test("a refused connection is tried again later and costs nothing", async () => {
    await provider.close();
    await arrive(status(1));
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ state: "planned", tries: 1 }]));
    expect(await spent()).toBe(0);
    provider = await recordingProvider();
  });

  test("a worker that stood still between its claim and the request does not send any more", async () => {
    await arrive(status(1));
    let late = 0;
    const reach = (moment: string) => {
      if (moment === "claimed") late += 30_000;
    };
    const onError = (error: unknown) => errors.push(error);
    dispatchers.push(
      new Dispatcher({ pool, contextOf, onError, now: () => Date.now() + late, reach }).start(),
    );
    await until(async () => expect(await attempts()).toMatchObject([{ state: "planned", tries: 1 }]));
    expect(provider.received).toEqual([]);
    expect(await spent()).toBe(0);
  });

  test("a slow provider holds up nobody else", async () => {
    await pool.query(
      "INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES (1, 3, 'simulator', 'Slow', 'k3', '') ON CONFLICT DO NOTHING",
    );
    provider.treat = ({ to }) => (to === person(1) ? "hang" : { answer: 200 });
    await arrive(status(1), status(2));
    await pool.query("UPDATE fallback_attempt SET connection_id = 3 WHERE recipient = $1", [person(1)]);
    dispatch();
    await until(async () => expect((await attempts())[1]).toMatchObject({ state: "accepted" }));
  });
});

describe("callbacks and steps", () => {
  const callback = async (over: Partial<IncomingStatus>, position = 0) => {
    const attempt = (await attempts()).find((each) => each.position === position);
    const event = { ...status(1, { channel: position === 0 ? "sms" : "voice", ...over }) };
    return applyStatuses(pool, { workspaceId: 1, connectionId: 2 }, attempt?.id ?? "", [event], Date.now());
  };

  test("delivered before the create call has returned stays delivered", async () => {
    await arrive(status(1));
    provider.treat = () => "hang";
    timeout = 500;
    dispatch();
    await until(async () => expect(provider.received).toHaveLength(1));
    expect(await callback({ status: "delivered" })).toBe(true);
    await until(async () => {
      const { rows } = await pool.query("SELECT 1 FROM fallback_attempt_log WHERE kind = 'unknown'");
      expect(rows).toHaveLength(1); // the request timed out after it
    });
    expect(await attempts()).toMatchObject([{ state: "delivered" }]);
  });

  test("an SMS that fails leads to the call after its wait, and a late delivery of it takes the call back", async () => {
    await arrive(status(1));
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ state: "accepted" }]));
    await callback({ status: "rejected", errorCode: "30003" });
    expect(await attempts()).toMatchObject([{ state: "failed" }, { position: 1, state: "planned" }]);
    await callback({ status: "delivered", errorCode: undefined });
    expect(await attempts()).toMatchObject([
      { state: "delivered" },
      { position: 1, state: "cancelled", why: "fallback_reached" },
    ]);
  });

  test.each([
    { why: "given up for unsent", as: { kind: "settle", as: "not_sent" } },
    { why: "held for unsent and planned again", as: { kind: "absent", policy: "prefer_duplicate" } },
  ] as const)("what was $why costs again when it is delivered after all, once", async ({ as }) => {
    provider.treat = () => ({ answer: 500 });
    await arrive(status(1));
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ state: "unknown" }]));
    await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.stop()));
    expect(await spent()).toBe(CENT);
    const [attempt] = await attempts();
    await applyEvent(
      pool,
      1,
      attempt?.id ?? "",
      { event: as, log: { kind: as.kind, detail: null } },
      Date.now(),
    );
    expect(await spent()).toBe(0);
    const delivered = { status: "delivered", errorCode: undefined } as const;
    await callback(delivered);
    expect((await attempts())[0]).toMatchObject({ state: "delivered" });
    expect(await spent()).toBe(CENT);
    await callback({ ...delivered, price: { amount: "0.03", currency: "USD" } });
    await callback(delivered);
    expect(await spent()).toBe(3 * CENT);
  });

  test("a price that comes after a refusal books nothing", async () => {
    provider.treat = () => ({ answer: 400, body: { error: { code: "1", text: "No." } } });
    await arrive(status(1));
    dispatch();
    await until(async () => expect((await attempts())[0]).toMatchObject({ state: "failed" }));
    await callback({ status: "rejected", price: { amount: "0.03", currency: "USD" } });
    expect(await spent()).toBe(0);
  });

  test("an SMS of which nothing is heard leads to the call when the wait is over", async () => {
    await arrive(status(1));
    dispatch();
    await until(async () => expect(await attempts()).toMatchObject([{ state: "accepted" }]));
    await pool.query("UPDATE fallback_attempt SET next_at = now()");
    await sweep(pool, Date.now());
    await sweep(pool, Date.now());
    expect(await attempts()).toMatchObject([{ position: 0 }, { position: 1 }]);
  });

  test("a worker that died leaves unknown, never a second request", async () => {
    await arrive(status(1));
    await pool.query(
      "UPDATE fallback_attempt SET state = 'dispatching', dispatched_at = now() - interval '1 minute'",
    );
    await sweep(pool, Date.now());
    dispatch();
    expect(await attempts()).toMatchObject([{ state: "unknown", why: "worker_died" }]);
    expect(provider.received).toEqual([]);
  });

  test("a status for an attempt of another connection changes nothing", async () => {
    await arrive(status(1));
    const [attempt] = await attempts();
    const done = await applyStatuses(
      pool,
      { workspaceId: 1, connectionId: 1 },
      attempt?.id ?? "",
      [status(1)],
      Date.now(),
    );
    expect(done).toBe(false);
    expect(
      await applyEvent(
        pool,
        2,
        attempt?.id ?? "",
        { event: { kind: "dispatch" }, log: { kind: "x", detail: null } },
        Date.now(),
      ),
    ).toBeNull();
    expect(await attempts()).toMatchObject([{ state: "planned" }]);
  });
});

test("no dispatcher has failed", () => expect(errors).toEqual([]));
