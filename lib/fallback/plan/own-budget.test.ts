import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 6 });
  await automaticCampaign(pool);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Attempts of the simulator's connection that are due; each costs a cent. */
const plan = (messages: number, cause: "rejected" | "manual") =>
  pool.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, recipient, country, triggered_at, due_at)
     SELECT 1, i, 1, CASE $2 WHEN 'manual' THEN 1 ELSE 0 END, 0, 1, 2, 1, 1, $2, '+120255501' || lpad(i::text, 2, '0'), 'US', now(), now()
     FROM generate_series(1, $1::int) AS i`,
    [messages, cause],
  );

test("automatic attempts keep to the campaign's own budget, a person's to the rule's", async () => {
  const errors: unknown[] = [];
  const provider = await recordingProvider();
  const contextOf = async (_: number, id: number) => simulatorContext(id, provider.url, 5000);
  await pool.query("UPDATE campaign SET fallback_budget_micros = 25000");
  await plan(4, "rejected");
  const dispatcher = new Dispatcher({ pool, contextOf, onError: (error) => errors.push(error) }).start();
  const counted = async (cause: string) =>
    (
      await pool.query(
        "SELECT state, why, count(*)::int AS n FROM fallback_attempt WHERE cause = $1 GROUP BY 1, 2 ORDER BY 1",
        [cause],
      )
    ).rows;
  await expect
    .poll(() => counted("rejected"), { timeout: 8000 })
    .toEqual([
      { state: "accepted", why: null, n: 2 },
      { state: "skipped", why: "over_campaign_budget", n: 2 },
    ]);
  await plan(1, "manual");
  await expect
    .poll(() => counted("manual"), { timeout: 8000 })
    .toEqual([{ state: "accepted", why: null, n: 1 }]);
  await dispatcher.stop();
  await provider.close();
  expect(errors).toEqual([]);
});
