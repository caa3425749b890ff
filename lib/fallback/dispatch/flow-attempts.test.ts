import { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { cycleOf } from "@/lib/domain/flow/cycle";
import type { EventStatus } from "@/lib/domain/message/status";
import { claimDue, type Lane } from "@/lib/fallback/dispatch/claim";
import { inputOf } from "@/lib/fallback/dispatch/dispatcher";
import { prepareStep } from "@/lib/fallback/dispatch/prepare";
import { automaticCampaign } from "@/lib/fallback/testing/campaign-fixture";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

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

const context = simulatorContext(2, "http://127.0.0.1:9", 1000);
const lane: Lane = {
  workspaceId: 1,
  connectionId: 2,
  prepare: (attempt, step, now) => prepareStep(step, inputOf(attempt), context, now),
};

test.each<{ began: EventStatus; message: "sent" | "delivered" | "read"; becomes: string }>([
  { began: "sent", message: "sent", becomes: "dispatching" },
  { began: "sent", message: "delivered", becomes: "cancelled delivered_on_whatsapp" },
  { began: "delivered", message: "delivered", becomes: "dispatching" },
  { began: "delivered", message: "read", becomes: "cancelled delivered_on_whatsapp" },
  { began: "read", message: "read", becomes: "dispatching" },
])(
  "an SMS of a flow's run that $began began, to somebody whose message is $message: $becomes",
  async ({ began, message, becomes }) => {
    await pool.query(
      `INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, sent_at, delivered_at,
       read_at, recipient, country) OVERRIDING SYSTEM VALUE
     VALUES (1, 1, 1, 'm1', 1, 2, 0, now(), now(), CASE WHEN $1 <> 'sent' THEN now() END, CASE WHEN $1 = 'read' THEN now() END, '+12025550142', 'US')`,
      [message],
    );
    await pool.query(
      `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
       triggered_at, due_at) VALUES (1, 1, 1, $1, 0, 1, 2, 1, 1, 'flow', now(), now())`,
      [cycleOf(began, 0, 0)],
    );
    await claimDue(pool, lane, 10, Date.now());
    const { rows } = await pool.query("SELECT concat_ws(' ', state, why) AS is FROM fallback_attempt");
    expect(rows).toEqual([{ is: becomes }]);
  },
);
