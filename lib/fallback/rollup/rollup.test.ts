import fc from "fast-check";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closeDatabase, pool as sharedPool } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { NO_FALLBACK } from "@/lib/domain/fallback/people";
import type { WorkspaceId } from "@/lib/domain/ids";
import { foldFallbacks } from "@/lib/fallback/rollup/fold";
import { recountPeople } from "@/lib/fallback/testing/recount-people";
import { queryAttemptStates, queryFallbackPeople, queryHoldout } from "@/lib/reports/fallback/query";

const OURS = 1 as WorkspaceId;
const CAMPAIGNS = [1, 2] as const;
let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  process.env.DATABASE_URL = database.url;
  pool = sharedPool();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(() => empty());

const empty = () =>
  pool.query("TRUNCATE fallback_attempt, message, status_event; DELETE FROM instance_setting");
const sql = (text: string, ...values: unknown[]) => pool.query(text, values);
/** Time goes by from fold to fold, so that each finds the events before it settled. */
let clock = Date.UTC(2026, 9, 6);
const fold = async (): Promise<void> => {
  await foldFallbacks(pool, clock + 5000);
  clock += 2000;
};

const START = Date.UTC(2026, 9, 5, 10);
const at = (minute: number): Date => new Date(START + minute * 60_000);

const addMessage = (n: number, rejected: boolean) =>
  sql(
    `INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, sent_at, rejected_at, unknown_words)
     VALUES (1, $1::bigint, 1, ($1::bigint)::text, 1, 1, 0, $2, $2, $3, '{}')`,
    n,
    at(n),
    rejected ? at(n) : null,
  );

/** As the ingest does: the message's row and an event of it, no attempt. */
async function hear(n: number, stage: "delivered" | "read" | "rejected", minute: number): Promise<void> {
  const { rowCount } = await sql(
    `UPDATE message SET ${stage}_at = least(${stage}_at, $2) WHERE workspace_id = 1 AND id = $1`,
    n,
    at(minute),
  );
  if (rowCount === 0) return;
  await sql(
    "INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status) VALUES (1, $1, $4, $2, $3, 'x')",
    n,
    at(minute),
    { delivered: 3, read: 4, rejected: 5 }[stage],
    new Date(clock),
  );
}

async function expectEqualToLedger(): Promise<void> {
  for (const campaign of CAMPAIGNS) {
    const [people] = await queryFallbackPeople(OURS, campaign);
    expect({ ...NO_FALLBACK, ...people, campaignId: 0 }).toEqual({
      ...(await recountPeople(pool, campaign)),
      campaignId: 0,
    });
    const { rows } = await sql(
      `SELECT channel::int, state, count(*)::int AS attempts, count(*) FILTER (WHERE channel = 2 AND answered_by IS NOT NULL)::int AS answered,
         count(*) FILTER (WHERE confirmed)::int AS confirmed
       FROM fallback_attempt WHERE workspace_id = 1 AND campaign_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
      campaign,
    );
    expect(await queryAttemptStates(OURS, campaign)).toEqual(rows);
  }
  const { rows } = await sql(
    `WITH first AS (SELECT message_id, rule_id, why IS NOT DISTINCT FROM 'held_out' AS held FROM fallback_attempt
       WHERE workspace_id = 1 AND cycle = 0 AND position = 0)
     SELECT f.held, count(*)::int AS people, count(*) FILTER (WHERE m.status IN (3, 4) OR EXISTS (SELECT 1 FROM fallback_attempt a
       WHERE a.workspace_id = 1 AND a.message_id = f.message_id AND a.state = 'delivered' AND a.cycle NOT IN (103, 104)))::int AS reached
     FROM first f JOIN message m ON m.workspace_id = 1 AND m.id = f.message_id
     WHERE f.rule_id IN (SELECT rule_id FROM first WHERE held) GROUP BY 1 ORDER BY 1`,
  );
  const holdout = await queryHoldout(OURS, null);
  expect(holdout.toSorted((a, b) => Number(a.held) - Number(b.held))).toEqual(rows);
}

const n = fc.integer({ min: 1, max: 6 });
const minute = fc.integer({ min: 0, max: 30 });
const WHYS = [null, "held_out", "refused", "never_left", "not_delivered", "delivered_on_whatsapp"] as const;

const ledgerStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({
        n,
        campaign: fc.constantFrom(...CAMPAIGNS),
        // From 100 on of flows, by the status that began the run: 3 delivered, 4 read, 5 rejected.
        cycle: fc.constantFrom(0, 0, 1, 103, 104, 105),
        position: fc.constantFrom(0, 0, 1),
        channel: fc.constantFrom(1, 2),
        rule: fc.constantFrom(1, 2),
        held: fc.boolean(),
      })
      .map(
        ({ n, campaign, cycle, position, channel, rule, held }) =>
          () =>
            sql(
              `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
             cause, state, why, triggered_at, due_at, estimate_micros)
           VALUES (1, $1, $2, $3::int, $4, $5, 2, $6, 1, CASE WHEN $3::int < 100 THEN 'rejected' ELSE 'flow' END, CASE WHEN $7 THEN 'skipped' ELSE 'planned' END, CASE WHEN $7 THEN 'held_out' END, now(), now(), 1000)
           ON CONFLICT DO NOTHING`,
              n,
              campaign,
              cycle,
              position,
              channel,
              rule,
              held,
            ),
      ),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({
        n,
        state: fc.constantFrom(...ATTEMPT_STATES, "delivered"),
        why: fc.constantFrom(...WHYS),
        left: fc.option(minute),
        price: fc.option(fc.integer({ min: 1, max: 9 })),
        answered: fc.option(fc.constantFrom("human", "machine")),
        position: fc.constantFrom(0, 1),
      })
      .map(
        ({ n, state, why, left, price, answered, position }) =>
          () =>
            sql(
              `UPDATE fallback_attempt SET state = $2, why = $3, dispatched_at = $4, price_micros = $5::int, answered_by = $6, confirmed = $6 IS NOT DISTINCT FROM 'human'
           WHERE workspace_id = 1 AND message_id = $1 AND position = $7`,
              n,
              state,
              why,
              left === null ? null : at(left),
              price === null ? null : price * 500,
              answered,
              position,
            ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        "UPDATE fallback_attempt SET state = 'cancelled', why = 'undone' WHERE state = 'planned'",
        "UPDATE fallback_attempt SET next_at = now(), tries = tries + 1",
        "UPDATE fallback_attempt SET state = 'cancelled' WHERE false",
      )
      .map((text) => () => sql(text)),
  },
  { weight: 1, arbitrary: n.map((n) => () => sql("DELETE FROM fallback_attempt WHERE message_id = $1", n)) },
);
const anyStep = fc.oneof(
  { weight: 5, arbitrary: ledgerStep },
  {
    weight: 3,
    arbitrary: fc
      .tuple(n, fc.constantFrom("delivered", "read", "rejected"), minute)
      .map((of) => () => hear(...(of as Parameters<typeof hear>))),
  },
  { weight: 2, arbitrary: fc.constant(fold) },
);

test("the roll-ups equal a recount of the ledger after any life of attempts and messages", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyStep, { maxLength: 40 }),
      fc.array(ledgerStep, { maxLength: 10 }),
      async (life, unfolded) => {
        await empty();
        for (let n = 1; n <= 6; n++) await addMessage(n, n % 2 === 0);
        for (const step of life) await step();
        await fold();
        await expectEqualToLedger();
        for (const step of unfolded) await step();
        // Pages add what is not folded yet.
        await expectEqualToLedger();
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test("a message that is deleted after the retention time stays counted as it was", async () => {
  await addMessage(2, true);
  await sql(`INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
    cause, state, triggered_at, dispatched_at, due_at, estimate_micros) VALUES (1, 2, 1, 0, 0, 1, 2, 1, 1, 'rejected', 'delivered', now(), now(), now(), 1000)`);
  await fold();
  await sql("DELETE FROM message");
  await sql("UPDATE fallback_attempt SET price_micros = 2000");
  await fold();
  const [people] = await queryFallbackPeople(OURS, 1);
  expect(people).toMatchObject({ triggered: 1, calledForElse: 0, recoveredBySms: 1, spentMicros: 2000 });
});

test("a flow's send that follows a delivery costs, and nobody was missed by it", async () => {
  await addMessage(1, false);
  await addMessage(3, false);
  await hear(1, "delivered", 1);
  const send = (message: number, cycle: number, cause: string) =>
    sql(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, state, triggered_at, dispatched_at, due_at, estimate_micros)
       VALUES (1, $1, 1, $2, 0, 1, 2, 1, 1, $3, 'delivered', now(), $4, now(), 1000)`,
      message,
      cycle,
      cause,
      at(2),
    );
  await send(1, 103, "flow");
  await fold();
  const counted = async () => (await queryFallbackPeople(OURS, 1))[0];
  expect(await counted()).toMatchObject({
    triggered: 0,
    calledForElse: 0,
    sentTo: 0,
    recoveredBySms: 0,
    spentMicros: 1000,
  });
  expect(await queryAttemptStates(OURS, 1)).toMatchObject([{ state: "delivered", attempts: 1 }]);
  // A fallback first, its message's delivery then, and the flow's thanks for it: the fallback alone was in vain.
  await send(3, 0, "undelivered");
  await hear(3, "delivered", 5);
  await send(3, 103, "flow");
  await fold();
  expect(await counted()).toMatchObject({
    triggered: 1,
    sentTo: 1,
    recoveredBySms: 1,
    doubleTouchedBySms: 1,
    doubleTouchedMicros: 1000,
    spentMicros: 3000,
  });
  await expectEqualToLedger();
});

test("an update that moves nothing writes nothing", async () => {
  await addMessage(1, true);
  await sql(`INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
    cause, triggered_at, due_at) VALUES (1, 1, 1, 0, 0, 1, 2, 1, 1, 'rejected', now(), now())`);
  await fold();
  await sql("UPDATE fallback_attempt SET next_at = now(), tries = tries + 1");
  await sql("UPDATE fallback_attempt SET state = 'cancelled' WHERE false");
  expect((await sql("SELECT count(*)::int AS n FROM fallback_change")).rows[0].n).toBe(0);
});
