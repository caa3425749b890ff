import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { Planner } from "@/lib/fallback/plan/planner";
import { sweep } from "@/lib/fallback/sweep/sweep";
import { automaticCampaign, rejection } from "@/lib/fallback/testing/campaign-fixture";
import { FlowDirectory } from "@/lib/flows/engine/directory";
import type { Consequences } from "@/lib/ingest/batch";
import { storeStatuses } from "@/lib/ingest/store";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let planner: Planner;
let flows: FlowDirectory;
const failures: unknown[] = [];
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 6 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  expect(failures).toEqual([]);
});
beforeEach(async () => {
  await automaticCampaign(pool);
  planner = new Planner(pool, (error) => failures.push(error));
  flows = new FlowDirectory(pool, (error) => failures.push(error));
});
afterEach(() => {
  planner.close();
  flows.close();
});

const TO_FALLBACK = step("t", { type: "trigger" }, { next: "f" });
const fallback = (ruleId: number | null) => step("f", { type: "fallback", ruleId });

/** The workspace's default flow. */
async function publish(...steps: FlowStep[]) {
  const definition = flow(...steps);
  await pool.query(
    `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version, is_default)
       VALUES (1, 'Flow', $1, 'x', 1, true) RETURNING id)
     INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT 1, id, 1, $1, 'x' FROM f`,
    [JSON.stringify(definition)],
  );
  await flows.reload();
  await planner.reload();
}

const arrive = (
  consequences: Consequences,
  ...statuses: readonly Parameters<typeof rejection>[1][]
): Promise<void> =>
  storeStatuses(
    pool,
    statuses.map((over, n) => rejection(n, over)),
    0,
    consequences,
  );

async function planned(): Promise<{ message: string; rule_id: number }[]> {
  const { rows } = await pool.query(
    `SELECT m.provider_message_id AS message, a.rule_id FROM fallback_attempt a JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id ORDER BY 1`,
  );
  return rows;
}

const soon = () => sweep(pool, Date.now() + 10_000);

test("a rule acts where the flow comes to a fallback step, and nowhere else", async () => {
  await publish(
    step("t", { type: "trigger" }, { next: "c" }),
    step(
      "c",
      { type: "condition", match: "all", tests: [{ on: "country", is: ["US"], not: false }] },
      { yes: "f" },
    ),
    fallback(null),
  );
  await arrive({ planner, flows }, { country: "US" }, { country: "GB" });
  expect(await planned()).toEqual([{ message: "m0", rule_id: 1 }]);
  // Nor does the sweep spend money where the flow did not lead to it.
  await soon();
  expect(await planned()).toHaveLength(1);
});

test("what came to a fallback step while the rule was not known is found by the sweep", async () => {
  await publish(TO_FALLBACK, fallback(null));
  await arrive({ flows }, { receivedAt: Date.now() + 10 });
  expect(await planned()).toEqual([]);
  await soon();
  expect(await planned()).toEqual([{ message: "m0", rule_id: 1 }]);
});

test("the step's own rule is the one that acts", async () => {
  await pool.query(`INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 2, 'Second');
    INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by)
      SELECT 1, 2, 1, definition, 'test' FROM fallback_rule_version WHERE rule_id = 1`);
  await publish(TO_FALLBACK, fallback(2));
  await arrive({ planner, flows }, {});
  expect(await planned()).toEqual([{ message: "m0", rule_id: 2 }]);
  await pool.query("UPDATE campaign SET fallback_rule_id = NULL WHERE id = 1");
  await planner.reload();
  await arrive({ planner, flows }, { providerMessageId: "unruled" });
  expect(await planned()).toHaveLength(2);
  // An archived rule does nothing, and no other takes its place.
  await pool.query("UPDATE campaign SET fallback_rule_id = 1 WHERE id = 1");
  await pool.query("UPDATE fallback_rule SET archived_at = now() WHERE id = 2");
  await planner.reload();
  await arrive({ planner, flows }, { providerMessageId: "archived", receivedAt: Date.now() + 10 });
  await soon();
  expect(await planned()).toHaveLength(2);
});

/** As in the first second after a switch to automatic: the ingest knows of no rule yet. */
test.each([
  { why: "its flow alone names", own: "NULL", trigger: null },
  { why: "its flow names beside an own one for who is overdue", own: "2", trigger: "undelivered" },
])(
  "a rejection that was not planned by a rule that $why is found by the sweep, once",
  async ({ own, trigger }) => {
    if (trigger)
      await pool.query(`INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 2, 'Overdue');
      INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by)
        SELECT 1, 2, 1, jsonb_set(definition, '{trigger}', '{"on": "${trigger}", "afterMinutes": 60}'), 'test'
        FROM fallback_rule_version WHERE rule_id = 1`);
    await pool.query(`UPDATE campaign SET fallback_rule_id = ${own} WHERE id = 1`);
    await publish(TO_FALLBACK, fallback(1));
    await arrive({ flows }, {}, { errorCode: "131049" });
    expect(await planned()).toEqual([]);
    await soon();
    expect(await planned()).toEqual([{ message: "m0", rule_id: 1 }]);
    await pool.query("DELETE FROM fallback_attempt");
    await soon();
    expect(await planned(), "the slice was looked at").toEqual([]);
  },
);

test("what was rejected before the switch is left alone, also by a rule that the flow names", async () => {
  await pool.query(
    "UPDATE campaign SET fallback_rule_id = NULL, fallback_swept_at = now() + interval '1 s' WHERE id = 1",
  );
  await publish(TO_FALLBACK, fallback(1));
  await arrive({ flows }, {});
  await soon();
  expect(await planned()).toEqual([]);
});

test("a campaign whose flow has no fallback step looks for nobody who is overdue", async () => {
  await pool.query(`UPDATE fallback_rule_version SET definition =
    jsonb_set(definition, '{trigger}', '{"on": "undelivered", "afterMinutes": 5}')`);
  await publish(step("t", { type: "trigger" }));
  const at = Date.now() + 10;
  await arrive({ planner, flows }, { status: "sent", errorCode: undefined, receivedAt: at });
  await sweep(pool, at + 6 * 60_000);
  expect(await planned()).toEqual([]);
});

test("the breaker also watches a campaign whose rule is named by its flow alone", async () => {
  await pool.query("UPDATE campaign SET fallback_rule_id = NULL WHERE id = 1");
  await publish(TO_FALLBACK, fallback(1));
  // Not seen by the planner: the sweep finds the unpaid bill.
  await arrive({ flows }, { errorCode: "131042" });
  await soon();
  const { rows } = await pool.query("SELECT fallback_stopped_why FROM campaign WHERE id = 1");
  expect(rows).toEqual([{ fallback_stopped_why: expect.stringContaining("sender_fault") }]);
});
