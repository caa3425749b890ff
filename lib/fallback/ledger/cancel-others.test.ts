import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
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
beforeEach(() => automaticCampaign(pool));

type Planned = {
  readonly cycle: number;
  readonly position: number;
  readonly cause: "rejected" | "manual" | "flow";
  readonly state?: string;
  readonly hasNext?: boolean;
  /** Of the message; 1 unless said otherwise. */
  readonly message?: number;
};
/** Each a second later than the one before it. @returns their ids */
async function ledger(...attempts: readonly Planned[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [
    i,
    { cycle, position, cause, state = "planned", hasNext = false, message = 1 },
  ] of attempts.entries()) {
    const { rows } = await pool.query(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, state, triggered_at, due_at, planned_at, next_at)
       VALUES (1, $1, 1, $2, $3, 1, 2, 1, 1, $4, $5, now(), now(), now() - interval '1 hour' + $6 * interval '1 s',
         CASE WHEN $7 THEN now() + interval '1 hour' END) RETURNING id`,
      [message, cycle, position, cause, state, i, hasNext],
    );
    ids.push(rows[0].id);
  }
  return ids;
}

const reached = (id: string | undefined) =>
  applyEvent(
    pool,
    1,
    id ?? "",
    { event: { kind: "status", status: "reached" }, log: { kind: "status", detail: null } },
    Date.now(),
  );

/** States in the order in which they were planned; "+" where a step will follow. */
async function states(): Promise<string[]> {
  const { rows } = await pool.query(
    "SELECT state || CASE WHEN next_at IS NULL THEN '' ELSE '+' END AS state FROM fallback_attempt ORDER BY planned_at",
  );
  return rows.map(({ state }) => state);
}

test("a repeat by hand that reaches the person takes back what the rule has planned or would plan", async () => {
  const [, , , repeat] = await ledger(
    { cycle: 0, position: 0, cause: "rejected", state: "accepted", hasNext: true },
    { cycle: 0, position: 1, cause: "rejected" },
    { cycle: 0, position: 1, cause: "rejected", message: 2 },
    { cycle: 1, position: 0, cause: "manual", state: "accepted", hasNext: true },
    { cycle: 1, position: 1, cause: "manual" },
  );
  await reached(repeat);
  expect(await states()).toEqual(["accepted", "cancelled", "planned", "delivered", "cancelled"]);
  const { rows } = await pool.query("SELECT kind, detail FROM fallback_attempt_log WHERE kind <> 'status'");
  expect(rows).toEqual(Array(2).fill({ kind: "cancelled", detail: "fallback_reached" }));
});

test("what a person has just asked for stands; a flow's sends are the flow's", async () => {
  const [first] = await ledger(
    { cycle: 0, position: 0, cause: "rejected", state: "accepted" },
    { cycle: 1, position: 0, cause: "manual" },
    { cycle: 2, position: 1, cause: "manual" },
    { cycle: 105, position: 3, cause: "flow" },
  );
  await reached(first);
  expect(await states()).toEqual(["delivered", "planned", "cancelled", "planned"]);
});

test("in a flow goes by what the run did afterwards, not by where the steps are drawn", async () => {
  const [, later] = await ledger(
    // Drawn behind, by another run of the message, and planned before.
    { cycle: 102, position: 7, cause: "flow" },
    { cycle: 105, position: 4, cause: "flow", state: "failed" },
    // The same run: drawn before it, and once more by a loop.
    { cycle: 105, position: 2, cause: "flow" },
    { cycle: 115, position: 4, cause: "flow" },
    // Other runs, and a rule.
    { cycle: 102, position: 8, cause: "flow" },
    { cycle: 103, position: 5, cause: "flow" },
    { cycle: 0, position: 0, cause: "rejected" },
  );
  await reached(later);
  expect(await states()).toEqual([
    "planned",
    "delivered",
    "cancelled",
    "cancelled",
    "planned",
    "planned",
    "planned",
  ]);
});
