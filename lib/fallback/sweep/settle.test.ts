import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { Settler } from "@/lib/fallback/sweep/settle";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { type RecordingProvider, recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

const MINUTE = 60_000;

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let provider: RecordingProvider;
let settler: Settler;
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
  const contextOf = async (_: number, connection: number) => simulatorContext(connection, provider.url, 5000);
  settler = new Settler({ pool, contextOf, onError: (error) => errors.push(error), timeout: 1500 });
});
afterEach(async () => {
  await settler.stop();
  await provider.close();
});

/** Attempts whose request got no answer, and what was booked for them. */
async function unknown(n: number, { connection = 2, seconds = 61 } = {}): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
       state, why, recipient, triggered_at, due_at, dispatched_at, estimate_micros)
     SELECT 1, $2 * 1000 + i, 1, 0, 0, 1, $2, 1, 1, 'rejected', 'unknown', 'time_out', '+12025550142', now(), now(), now() - $3 * interval '1 s', 10000
     FROM generate_series(1, $1) AS i RETURNING id`,
    [n, connection, seconds],
  );
  await pool.query(
    "INSERT INTO fallback_spend (workspace_id, campaign_id, day, micros, attempts) VALUES (1, 1, (now() AT TIME ZONE 'UTC')::date, 10000 * $1::int, $1) ON CONFLICT DO NOTHING",
    [n],
  );
  return rows.map(({ id }) => id);
}
const attempts = async (): Promise<
  { state: string; why: string | null; providerId: string | null; price: number | null }[]
> =>
  (
    await pool.query(
      `SELECT state, why, provider_message_id AS "providerId", price_micros::float8 AS price FROM fallback_attempt ORDER BY message_id`,
    )
  ).rows;
const log = async () => (await pool.query("SELECT kind, detail FROM fallback_attempt_log ORDER BY id")).rows;
const spent = async () => Number((await pool.query("SELECT sum(micros) AS n FROM fallback_spend")).rows[0].n);

/** One round, and all that it began. */
async function round(now = Date.now()): Promise<void> {
  await sweep(pool, now, settler);
  await settler.stop();
}

describe("an attempt of unknown fate", () => {
  test.each([
    { status: "accepted", state: "accepted", why: null },
    { status: "delivered", state: "delivered", why: null },
    { status: "rejected", state: "failed", why: "not_delivered" },
  ])("is $state when its provider says $status", async ({ status, state, why }) => {
    await unknown(1);
    const price = { amount: "0.0075", currency: "USD" };
    provider.recall = () => ({ answer: 200, body: { id: "sm-1", status, price } });
    await round();
    expect(await attempts()).toEqual([{ state, why, providerId: "sm-1", price: 7500 }]);
    expect(await spent()).toBe(7500);
  });

  test("a price in another currency leaves the estimate", async () => {
    await unknown(1);
    const price = { amount: "0.0075", currency: "EUR" };
    provider.recall = () => ({ answer: 200, body: { id: "sm-1", status: "delivered", price } });
    await round();
    expect(await attempts()).toMatchObject([{ state: "delivered", price: null }]);
    expect(await spent()).toBe(10_000);
  });

  test("that never arrived is a miss, and costs nothing", async () => {
    await unknown(1);
    await round();
    expect(await attempts()).toMatchObject([{ state: "failed", why: "never_left" }]);
    expect(await spent()).toBe(0);
  });

  test("that never arrived is sent again where the workspace prefers a duplicate", async () => {
    await pool.query("UPDATE workspace SET unknown_policy = 'prefer_duplicate'");
    await unknown(1);
    await round();
    expect(await attempts()).toMatchObject([{ state: "planned" }]);
  });

  test("is left alone for a minute: its request may still be on its way", async () => {
    await unknown(1, { seconds: 58 });
    await round();
    expect(provider.asked).toEqual([]);
  });

  test("is asked about again after 1, 5, 15 and 60 minutes, and each time is noted", async () => {
    await unknown(1);
    provider.recall = () => ({ answer: 500 });
    const start = Date.now();
    const asked: number[] = [];
    for (let minute = 0; minute <= 145; minute++) {
      const before = provider.asked.length;
      await settler.look(start + minute * MINUTE);
      await settler.stop();
      if (provider.asked.length > before) asked.push(minute);
    }
    expect(asked).toEqual([0, 1, 6, 21, 81, 141]);
    expect((await attempts())[0]).toMatchObject({ state: "unknown" });
    expect((await log()).slice(0, 2)).toEqual([
      { kind: "look_up", detail: null },
      { kind: "unanswered", detail: expect.any(String) },
    ]);
  });

  test("is asked about once by two processes", async () => {
    await unknown(15);
    const contextOf = async (_: number, connection: number) =>
      simulatorContext(connection, provider.url, 5000);
    const others = Array.from(
      { length: 4 },
      () => new Settler({ pool, contextOf, onError: (error) => errors.push(error) }),
    );
    await Promise.all([settler, ...others].map((each) => each.look(Date.now())));
    await Promise.all([settler, ...others].map((each) => each.stop()));
    expect(provider.asked).toHaveLength(15);
  });
});

describe("many", () => {
  test("are asked about 20 at a time in a workspace", async () => {
    await unknown(50);
    await round();
    expect(provider.asked).toHaveLength(20);
    await round();
    expect(provider.asked).toHaveLength(40);
  });

  test("at a provider that hangs hold up neither the sweep nor another connection", async () => {
    const slow = new Set(await unknown(30, { connection: 2, seconds: 100 }));
    await unknown(2, { connection: 3 });
    provider.recall = (id) => (slow.has(id) ? "hang" : { answer: 200, body: { id, status: "delivered" } });
    const started = performance.now();
    await sweep(pool, Date.now(), settler);
    await sweep(pool, Date.now(), settler);
    expect(performance.now() - started).toBeLessThan(1000);
    await expect
      .poll(async () => (await attempts()).filter(({ state }) => state === "delivered").length)
      .toBe(2);
    expect((await attempts()).filter(({ state }) => state === "unknown")).toHaveLength(30);
  });
});

describe("a provider that tells its price only when asked, a while after the end", () => {
  const reached = {
    event: { kind: "status", status: "reached" },
    log: { kind: "status", detail: null },
  } as const;
  /** An SMS at Twilio that has just arrived. */
  const delivered = async (): Promise<number> => {
    await pool.query("UPDATE connection SET provider = 'twilio' WHERE id = 3");
    const [id = ""] = await unknown(1, { connection: 3 });
    const now = Date.now();
    await applyEvent(pool, 1, id, { ...reached, learned: { providerMessageId: "sm-1" } }, now);
    return now;
  };
  const lookAt = async (now: number) => {
    await settler.look(now);
    await settler.stop();
    return provider.asked.length;
  };

  test("is asked for it until it is known, and the price replaces the estimate", async () => {
    const end = await delivered();
    let price: object | undefined;
    provider.recall = () => ({ answer: 200, body: { id: "sm-1", status: "delivered", price } });
    expect(await lookAt(end + 1 * MINUTE)).toBe(0);
    expect(await lookAt(end + 3 * MINUTE)).toBe(1);
    expect(await attempts()).toMatchObject([{ state: "delivered", price: null }]);
    price = { amount: "0.0075", currency: "USD" };
    expect(await lookAt(end + 4 * MINUTE)).toBe(1);
    expect(await lookAt(end + 11 * MINUTE)).toBe(2);
    expect(await attempts()).toMatchObject([{ state: "delivered", price: 7500 }]);
    expect(await spent()).toBe(7500);
    expect(await lookAt(end + 1000 * MINUTE)).toBe(2);
    expect((await log()).at(-1)).toEqual({ kind: "price", detail: "0.0075 USD" });
  });

  test("is asked four times at most, by any number of processes", async () => {
    const end = await delivered();
    provider.recall = () => ({ answer: 200, body: { id: "sm-1", status: "delivered" } });
    const asked: number[] = [];
    for (const minute of [1, 3, 5, 11, 30, 61, 200, 361, 1000, 2000]) {
      const before = provider.asked.length;
      if ((await lookAt(end + minute * MINUTE)) > before) asked.push(minute);
    }
    expect(asked).toEqual([3, 11, 61, 361]);
    expect(await spent()).toBe(10_000);
  });

  test("is not asked for what it refused, nor is one that tells by itself", async () => {
    await pool.query("UPDATE connection SET provider = 'twilio' WHERE id = 3");
    const [refused = ""] = await unknown(1, { connection: 3 });
    const [other = ""] = await unknown(1, { connection: 2 });
    const learned = { providerMessageId: "sm-1" };
    const refusal = { event: { kind: "outcome", outcome: "refused" }, log: reached.log, learned } as const;
    await applyEvent(pool, 1, refused, refusal, Date.now());
    await applyEvent(pool, 1, other, { ...reached, learned }, Date.now());
    expect(await lookAt(Date.now() + 5 * MINUTE)).toBe(0);
  });
});

test("nothing has failed on the way", () => expect(errors).toEqual([]));
