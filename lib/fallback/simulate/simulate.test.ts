import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Context } from "@/lib/auth/context";
import { closeDatabase, pool } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import type { Rule } from "@/lib/domain/fallback/rule";
import { simulateRule } from "@/lib/fallback/simulate/simulate";

const FROM = "2026-10-01T00:00:00.000Z";
const UNTIL = "2026-10-31T00:00:00.000Z";
const RULE: Rule = {
  trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
  steps: [
    {
      channel: "sms",
      connectionId: 2,
      from: "+12025550100",
      waitMinutes: 0,
      text: "Hello",
      validityMinutes: null,
    },
  ],
  limits: { quiet: null, campaignBudgetMicros: 1, dayBudgetMicros: 1, perPersonHours: 24, maxAgeHours: 24 },
  holdoutPercent: 0,
};

let database: Awaited<ReturnType<typeof testDatabase>>;
const context = { workspaceId: 1 } as Context;

/** Messages with times in minutes after noon of 10 October. */
async function message(
  id: number,
  {
    sent,
    delivered,
    rejected,
    read,
    code = "131026",
    country = "US",
    workspace = 1,
  }: Record<string, number | string | undefined>,
) {
  const at = (minutes: number | string | undefined) =>
    minutes === undefined ? null : new Date(Date.parse("2026-10-10T12:00:00Z") + Number(minutes) * 60_000);
  await pool().query(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, sent_at, delivered_at, read_at, rejected_at, error_code, recipient, country)
     VALUES ($1, 1, $2, 1, 2, 0, now(), $3, $4, $5, $6, $7, '+12025550101', $8)`,
    [
      workspace,
      `m${id}`,
      at(sent),
      at(delivered),
      at(read),
      at(rejected),
      rejected === undefined ? null : code,
      country,
    ],
  );
}

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("DATABASE_URL", database.url);
  await pool().query(`INSERT INTO workspace (id, name) VALUES (1, 'one'), (2, 'two');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES (1, 1, 'meta', 'w', 'k1', ''), (2, 1, 'meta', 'w', 'k2', '');
    INSERT INTO price VALUES (1, 'sms', 'US', '*', '2020-01-01', 10000, 'USD')`);
  await message(1, { sent: 0, rejected: 1 });
  await message(2, { sent: 0, rejected: 1, delivered: 20 }); // late by 19 minutes
  await message(3, { sent: 0, rejected: 1, country: "GB" });
  await message(4, { sent: 0, rejected: 1, code: "131050" }); // said stop
  await message(5, { sent: 0, rejected: 30, delivered: 5 }); // had it already
  await message(6, { sent: 0 }); // silent
  await message(7, { sent: 0, delivered: 3 });
  await message(8, { sent: 0, delivered: 90 });
  await message(9, { sent: 0, rejected: 1, workspace: 2 });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const run = (rule: Rule) =>
  simulateRule(context, { definition: rule as never, from: FROM, until: UNTIL }, Date.now());

test("a rule about rejections counts people, reasons, money and what came late", async () => {
  const result = await run(RULE);
  expect(result).toMatchObject({
    triggered: 3,
    sends: 3,
    needless: 1,
    costMicros: 20_000,
    currency: "USD",
    expectedReach: null,
  });
  expect(result.reasons).toEqual([{ class: "unreachable", code: "131026", provider: "meta", sends: 3 }]);
  expect(result.countries).toEqual([
    { country: "US", sends: 2, costMicros: 20_000 },
    { country: "GB", sends: 1, costMicros: null },
  ]);
  expect(result.days).toEqual([{ day: "2026-10-10", sends: 3 }]);
  expect(result.curve.find(({ waitMinutes }) => waitMinutes === 15)).toMatchObject({ sends: 3, needless: 1 });
  expect(result.curve.find(({ waitMinutes }) => waitMinutes === 30)).toMatchObject({ sends: 2, needless: 0 });
  expect(result.recommendedWaitMinutes).toBe(30);
});

test("a rule about silence counts who was late at each wait", async () => {
  const result = await run({ ...RULE, trigger: { on: "undelivered", afterMinutes: 10 } });
  // The silent one, the late one, and the one that was rejected after that long and had been delivered before is not.
  expect(result).toMatchObject({ sends: 2, needless: 1 });
  expect(result.curve.find(({ waitMinutes }) => waitMinutes === 2)).toMatchObject({ sends: 4, needless: 3 });
  expect(result.curve.find(({ waitMinutes }) => waitMinutes === 120)).toMatchObject({
    sends: 1,
    needless: 0,
  });
});

test("a later step is for whom WhatsApp and the steps before it missed, by what they reached here so far", async () => {
  const call = {
    channel: "voice",
    connectionId: 2,
    from: "+12025550100",
    waitMinutes: 15,
    script: "Hello",
    language: "en-GB",
    voice: null,
    repeat: 1,
    confirmPrompt: null,
    machine: "missed",
    success: "answered",
  } as const;
  const late = { ...call, waitMinutes: 15 };
  const rule = { ...RULE, steps: [...RULE.steps, call, late] };
  // One of the three was delivered after 19 minutes: not yet at 15, but at 30.
  expect((await run(rule)).steps).toMatchObject([
    { channel: "sms", afterMinutes: 0, sends: 3, costMicros: 20_000, reach: null },
    { channel: "voice", afterMinutes: 15, sends: 3, costMicros: 0, reach: null },
    { channel: "voice", afterMinutes: 30, sends: 2, reach: null },
  ]);
  await pool().query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, triggered_at, due_at, state)
     SELECT 1, 1000 + i, 1, 0, 0, 1, 1, 1, 1, 'rejected', now(), now(), CASE WHEN i <= 2 THEN 'delivered' ELSE 'failed' END FROM generate_series(1, 3) AS i`,
  );
  expect((await run(rule)).steps).toMatchObject([
    { sends: 3, reach: { rate: 2 / 3, basedOn: 3 } },
    { sends: 1, reach: null },
    { sends: 1 },
  ]);
  await pool().query("DELETE FROM fallback_attempt");
});

test("nothing of another period or campaign counts", async () => {
  const input = {
    definition: RULE as never,
    from: "2026-11-01T00:00:00.000Z",
    until: "2026-11-02T00:00:00.000Z",
  };
  expect(await simulateRule(context, input, Date.now())).toMatchObject({
    triggered: 0,
    sends: 0,
    recommendedWaitMinutes: 0,
  });
  expect(
    await simulateRule(
      context,
      { definition: RULE as never, from: FROM, until: UNTIL, campaignIds: ["77"] as never },
      Date.now(),
    ),
  ).toMatchObject({ triggered: 0 });
});
