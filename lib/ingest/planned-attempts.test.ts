import { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { cycleOf } from "@/lib/domain/flow/cycle";
import type { EventStatus } from "@/lib/domain/message/status";
import { Planner } from "@/lib/fallback/plan/planner";
import { automaticCampaign, rejection } from "@/lib/fallback/testing/campaign-fixture";
import { storeStatuses } from "@/lib/ingest/store";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let planner: Planner;
const failures: unknown[] = [];
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  expect(failures).toEqual([]);
});
beforeEach(async () => {
  await automaticCampaign(pool);
  planner = new Planner(pool, (error) => failures.push(error));
});
afterEach(() => planner.close());

let clock = Date.now();
async function arrive(...statuses: readonly EventStatus[]): Promise<void> {
  const events = statuses.map((status) => {
    clock += 1000;
    return rejection(1, { status, occurredAt: clock, receivedAt: clock, errorCode: undefined });
  });
  await storeStatuses(pool, events, 0, { planner });
}

/** Planned for the message that has come; waits, or is set aside because all sending is stopped. */
async function plan(cause: string, cycle: number, why: string | null = null): Promise<void> {
  await pool.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause, why,
       recipient, triggered_at, due_at) SELECT 1, id, 1, $2, 0, 1, 2, 1, 1, $1, $3, recipient, now(), now() + interval '1 hour' FROM message`,
    [cause, cycle, why],
  );
  await planner.reload();
}
const state = async (): Promise<string> =>
  (await pool.query("SELECT concat_ws(' ', state, why) AS is FROM fallback_attempt")).rows[0].is;

const CANCELLED = "cancelled delivered_on_whatsapp";

test.each([
  { cause: "flow", cycle: cycleOf("sent", 0, 0), until: "delivered" },
  { cause: "flow", cycle: cycleOf("delivered", 0, 0), until: "read" },
  { cause: "flow", cycle: cycleOf("delivered", 2, 0), until: "read" },
  { cause: "flow", cycle: cycleOf("unknown", 0, 3), until: "delivered" },
  { cause: "undelivered", cycle: 0, until: "delivered" },
  { cause: "manual", cycle: 1, until: "delivered" },
  { cause: "unread", cycle: 0, until: "read" },
] as const)(
  "what $cause planned in cycle $cycle is cancelled by '$until'",
  async ({ cause, cycle, until }) => {
    await arrive("sent");
    await plan(cause, cycle);
    await arrive("delivered");
    expect(await state()).toBe(until === "delivered" ? CANCELLED : "planned");
    await arrive("read");
    expect(await state()).toBe(CANCELLED);
  },
);

test("a repeated delivery cancels nothing that a delivery began, the reading does", async () => {
  await arrive("delivered");
  await plan("flow", cycleOf("delivered", 0, 0));
  await arrive("delivered");
  expect(await state()).toBe("planned");
  await arrive("read");
  expect(await state()).toBe(CANCELLED);
});

test("what a reading began stays planned, whatever is reported again", async () => {
  await arrive("read");
  await plan("flow", cycleOf("read", 0, 0));
  await arrive("delivered", "read");
  expect(await state()).toBe("planned");
});

test("what is set aside while all sending is stopped is cancelled too", async () => {
  await arrive("sent");
  await plan("undelivered", 0, "halted");
  await pool.query("UPDATE campaign SET fallback_mode = 'off'");
  await planner.reload();
  expect(planner.active()).toBe(true);
  await arrive("delivered");
  expect(await state()).toBe(CANCELLED);
});
