import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { FlowDirectory } from "@/lib/flows/engine/directory";
import { ensureDefaultFlows } from "@/lib/flows/engine/store";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";
import { recountDifferences } from "@/lib/testing/recount";

const AT = Date.parse("2026-10-05T10:00:00Z");

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let flows: FlowDirectory;
const failures: unknown[] = [];
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 6 });
  await pool.query("INSERT INTO workspace (id, name) VALUES (1, 'one'), (2, 'two')");
  await pool.query(
    "INSERT INTO campaign (workspace_id, id, key, name) VALUES (1, 1, 'k1', 'a'), (1, 2, 'k2', 'b'), (2, 3, 'k3', 'c')",
  );
  await ensureDefaultFlows(pool);
  flows = new FlowDirectory(pool, (error) => failures.push(error));
  await flows.reload();
});
afterAll(async () => {
  flows.close();
  await pool.end();
  await database.drop();
  expect(failures).toEqual([]);
});

const status = (id: string, over: Partial<IncomingStatus> = {}): IncomingStatus => ({
  workspaceId: 1 as WorkspaceId,
  connectionId: 1 as ConnectionId,
  campaignId: 1 as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: id,
  status: "sent",
  rawStatus: over.status ?? "sent",
  occurredAt: AT,
  receivedAt: AT + 500,
  country: "GB",
  timeZone: "Europe/London",
  ...over,
});

const arrive = (...statuses: readonly IncomingStatus[]) => storeStatuses(pool, statuses, 0, { flows });
const rows = async (sql: string) => (await pool.query(sql)).rows;
const trailsOf = (id: string) =>
  rows(`SELECT e.status, p.trail FROM status_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
    LEFT JOIN flow_path p ON p.workspace_id = e.workspace_id AND p.id = e.flow_path_id
    WHERE m.provider_message_id = '${id}' ORDER BY e.status`);
const runsOf = (id: string) =>
  rows(`SELECT r.flow_id, r.version, r.campaign_id, r.status, r.step_id, p.trail FROM flow_run r
    JOIN message m ON m.workspace_id = r.workspace_id AND m.id = r.message_id
    LEFT JOIN flow_path p ON p.workspace_id = r.workspace_id AND p.id = r.path_id
    WHERE m.provider_message_id = '${id}' ORDER BY r.status`);

/** Publishes a flow and gives it to campaigns; the directory knows it at once. */
async function publish(id: number, workspace: number, campaigns: readonly number[], ...steps: FlowStep[]) {
  const definition = flow(...steps);
  await pool.query(
    "INSERT INTO flow (workspace_id, id, name, draft, draft_by, published_version) VALUES ($1, $2, $3, $4, 'x', 1)",
    [workspace, id, `flow ${id}`, JSON.stringify(definition)],
  );
  await pool.query(
    "INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) VALUES ($1, $2, 1, $3, 'x')",
    [workspace, id, JSON.stringify(definition)],
  );
  await pool.query("UPDATE campaign SET flow_id = $1 WHERE id = ANY ($2)", [id, campaigns]);
  await flows.reload();
}

test("the way of each first status is logged and counted; repeats run nothing", async () => {
  const sent = status("default");
  const read = status("default", { status: "read", occurredAt: AT + 9000 });
  await arrive(sent, sent);
  await arrive(sent, read, status("default-2"));
  await arrive(read, status("default-3", { status: "unknown", rawStatus: "warming_up" }));
  expect(await trailsOf("default")).toEqual([
    { status: 2, trail: "t1>next b1>sent l1=succeeded" },
    { status: 4, trail: expect.stringMatching(/^t1>next b1>read l/) },
  ]);
  expect(await trailsOf("default-3")).toEqual([{ status: 0, trail: expect.stringContaining("b1>unknown") }]);
  expect(
    await rows(
      "SELECT p.trail, r.campaign_id, sum(r.n)::int AS n FROM rollup_flow_path r JOIN flow_path p ON p.id = r.path_id WHERE p.trail LIKE '%sent%' GROUP BY 1, 2",
    ),
  ).toEqual([{ trail: "t1>next b1>sent l1=succeeded", campaign_id: 1, n: 2 }]);
  expect((await recountDifferences(pool)).flow).toEqual([]);
  expect(await rows("SELECT 1 FROM flow_run")).toEqual([]);
});

test("a workspace that was made a moment ago runs its flow from the first status on", async () => {
  await pool.query("INSERT INTO workspace (id, name) VALUES (3, 'three')");
  await ensureDefaultFlows(pool);
  await arrive(status("newcomer", { workspaceId: 3 as WorkspaceId }));
  expect(await trailsOf("newcomer")).toEqual([{ status: 2, trail: "t1>next b1>sent l1=succeeded" }]);
});

test("writers in parallel count each way once", async () => {
  const batch = Array.from({ length: 40 }, (_, i) => status(`parallel-${i}`));
  await Promise.all([0, 1, 2].map((slot) => storeStatuses(pool, batch, slot, { flows })));
  expect((await recountDifferences(pool)).flow).toEqual([]);
});

test("a step that waits makes a durable run, once, in the same transaction", async () => {
  await publish(
    50,
    2,
    [3],
    step("t", { type: "trigger" }, { next: "w" }),
    step("w", { type: "wait", until: "status", statuses: ["delivered"], timeoutMinutes: 5 }),
  );
  const two = { workspaceId: 2 as WorkspaceId, campaignId: 3 as CampaignId };
  await arrive(status("waits", two), status("waits", two));
  await arrive(status("waits", two));
  expect(await runsOf("waits")).toEqual([
    { flow_id: 50, version: 1, campaign_id: 3, status: 2, step_id: "w", trail: "t>next w" },
  ]);
  // A run that waits is woken by its message's next status.
  await pool.query("UPDATE flow_run SET state = 'waiting', wake_at = '2100-01-01'");
  expect(flows.waits()).toBe(true);
  await arrive(status("waits", { ...two, status: "delivered", occurredAt: AT + 1000 }));
  const [woken] = await rows(
    "SELECT wake_at < now() + interval '1 minute' AS woken FROM flow_run WHERE status = 2",
  );
  expect(woken).toEqual({ woken: true });
  expect((await recountDifferences(pool)).flow).toEqual([]);
});

test("rows for a log outside come with the status, in order and once", async () => {
  await pool.query(
    "INSERT INTO status_log (workspace_id, id, name, kind, settings) VALUES (1, 7, 'Sheet', 'sheet', '{}')",
  );
  await publish(
    60,
    1,
    [2],
    step("t", { type: "trigger" }, { next: "l" }),
    step("l", { type: "log", logId: 7, columns: null }),
  );
  const second = { campaignId: 2 as CampaignId };
  await arrive(
    status("log-a", second),
    status("log-b", { ...second, status: "rejected", errorCode: "131026" }),
  );
  await arrive(status("log-a", second));
  expect(
    await rows(
      "SELECT m.provider_message_id AS id, r.status, r.error_code FROM log_row r JOIN message m ON m.id = r.message_id WHERE r.log_id = 7 ORDER BY r.id",
    ),
  ).toEqual([
    { id: "log-a", status: 2, error_code: null },
    { id: "log-b", status: 5, error_code: "131026" },
  ]);
});

test("a message that belongs to another campaign than the status tells runs that campaign's flow", async () => {
  // Registered for the second campaign, whose flow is not the default one.
  await arrive(status("moved", { campaignId: 2 as CampaignId, campaignSource: 3 }));
  await arrive(status("moved", { status: "read", campaignSource: 0, occurredAt: AT + 1000 }));
  expect(await trailsOf("moved")).toEqual([
    { status: 2, trail: "t>next l=succeeded" },
    { status: 4, trail: null },
  ]);
  expect(await runsOf("moved")).toEqual([
    { flow_id: 0, version: 0, campaign_id: 2, status: 4, step_id: "", trail: null },
  ]);
  expect((await recountDifferences(pool)).flow).toEqual([]);
});
