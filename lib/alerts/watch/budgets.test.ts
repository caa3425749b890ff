import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { watch } from "@/lib/alerts/watch/watch";
import { testDatabase } from "@/lib/db/test-database";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});
beforeEach(async () => {
  await automaticCampaign(pool);
  await pool.query("DELETE FROM alert");
});

/** Ten in all and five a day, in units of the currency. */
const LIMITS = {
  quiet: null,
  campaignBudgetMicros: 10_000_000,
  dayBudgetMicros: 5_000_000,
  perPersonHours: 24,
  maxAgeHours: 24,
};
const SMS = step("s", {
  type: "sms",
  connectionId: 2,
  from: "+12025550100",
  text: "Hello",
  validityMinutes: null,
});
const useFlow = (next: FlowStep) =>
  pool.query(
    `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version, is_default) VALUES (1, 'Flow', $1, 'x', 1, true) RETURNING id)
     INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT 1, id, 1, $1, 'x' FROM f`,
    [JSON.stringify({ ...flow(step("t", { type: "trigger" }, { next: next.id }), next), limits: LIMITS })],
  );
const spend = (micros: number, day: string) =>
  pool.query(
    `INSERT INTO fallback_spend (workspace_id, campaign_id, day, micros, attempts) VALUES (1, 1, (now() AT TIME ZONE 'UTC')::date - $2::int, $1, 1)`,
    [micros, day],
  );

async function alerts(): Promise<unknown[]> {
  const errors: unknown[] = [];
  await watch(pool, Date.now(), (error) => errors.push(error));
  expect(errors).toEqual([]);
  const { rows } = await pool.query(
    "SELECT params ->> 'scope' AS scope, params ->> 'budget' AS budget FROM alert WHERE kind = 'budget' AND resolved_at IS NULL ORDER BY 1",
  );
  return rows;
}

test("a flow's own sends near their budget alarm in whatever mode", async () => {
  await useFlow(SMS);
  await pool.query("UPDATE campaign SET fallback_mode = 'off'");
  await spend(3_900_000, "0");
  expect(await alerts()).toEqual([]);
  await spend(4_200_000, "1");
  expect(await alerts()).toEqual([{ scope: "campaign", budget: "10.00 USD" }]);
  await pool.query("UPDATE fallback_spend SET micros = 4000000 WHERE micros = 3900000");
  expect(await alerts()).toEqual([
    { scope: "campaign", budget: "10.00 USD" },
    { scope: "day", budget: "5.00 USD" },
  ]);
});

test("a flow that sends nothing has no budget", async () => {
  await useFlow(step("e", { type: "end" }));
  await pool.query("UPDATE campaign SET fallback_mode = 'manual'");
  await spend(9_900_000, "0");
  expect(await alerts()).toEqual([]);
});

test("of a rule that only the flow names, and of the campaign's own budget", async () => {
  await pool.query(`UPDATE campaign SET fallback_rule_id = NULL;
    UPDATE fallback_rule_version SET definition = jsonb_set(definition, '{limits,campaignBudgetMicros}', '20000000')`);
  await useFlow(step("f", { type: "fallback", ruleId: 1 }));
  await spend(15_000_000, "1");
  expect(await alerts()).toEqual([]);
  await pool.query("UPDATE campaign SET fallback_budget_micros = 18000000");
  expect(await alerts()).toEqual([{ scope: "campaign", budget: "18.00 USD" }]);
});
