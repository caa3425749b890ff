import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import { FlowDirectory } from "@/lib/flows/engine/directory";
import { ensureDefaultFlows } from "@/lib/flows/engine/store";
import type { IncomingStatus } from "@/lib/ingest/incoming";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let directory: FlowDirectory;
const failures: unknown[] = [];

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 4 });
  await pool.query(`INSERT INTO workspace (id, name) VALUES (1, 'one'), (2, 'two');
    INSERT INTO campaign (workspace_id, id, name, key) VALUES (1, 1, 'a', 'ka'), (1, 2, 'b', 'kb'), (2, 3, 'c', 'kc')`);
  await ensureDefaultFlows(pool);
  directory = new FlowDirectory(pool, (error) => failures.push(error));
  await directory.reload();
});
afterAll(async () => {
  directory.close();
  await pool.end();
  await database.drop();
  expect(failures).toEqual([]);
});

const status = (over: Partial<IncomingStatus> = {}): IncomingStatus => ({
  workspaceId: 1 as WorkspaceId,
  connectionId: 1 as ConnectionId,
  campaignId: 1 as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: "m1",
  status: "sent",
  rawStatus: "sent",
  receivedAt: Date.UTC(2026, 9, 5, 10),
  country: "GB",
  timeZone: "Europe/London",
  ...over,
});

test("every workspace has one default flow, also after it was made twice", async () => {
  await ensureDefaultFlows(pool);
  const { rows } = await pool.query(
    "SELECT workspace_id, is_default, published_version, (SELECT count(*)::int FROM flow_version v WHERE v.flow_id = f.id) AS versions FROM flow f ORDER BY 1",
  );
  expect(rows).toEqual([
    { workspace_id: 1, is_default: true, published_version: 1, versions: 1 },
    { workspace_id: 2, is_default: true, published_version: 1, versions: 1 },
  ]);
});

test("a way gets its number once, also from two processes", async () => {
  const other = new FlowDirectory(pool, (error) => failures.push(error));
  await other.reload();
  const walked = directory.walk(status({ status: "rejected" }), 1);
  const theirs = other.walk(status({ status: "rejected" }), 1);
  expect(walked).toMatchObject({ workspaceId: 1, version: 1, pathId: null });
  if (!walked || !theirs) throw new Error("no flow");
  await Promise.all([directory.number([walked, walked]), other.number([theirs])]);
  const { pathId } = directory.walk(status({ status: "rejected" }), 1) ?? {};
  expect(pathId).toEqual(expect.any(Number));
  expect(other.walk(status({ status: "rejected" }), 1)?.pathId).toBe(pathId);
  // One that starts later knows it from the database.
  const late = new FlowDirectory(pool, (error) => failures.push(error));
  await late.reload();
  expect(late.walk(status({ status: "rejected" }), 1)?.pathId).toBe(pathId);
  other.close();
  late.close();
});

test("a campaign runs the flow that it was given, in its published version", async () => {
  const withEnd = {
    ...DEFAULT_FLOW,
    steps: DEFAULT_FLOW.steps.slice(0, 1).map((s) => ({ ...s, exits: {} })),
  };
  await pool.query(
    `INSERT INTO flow (workspace_id, id, name, draft, draft_by, published_version) VALUES (1, 100, 'mine', $1, 'x', 2)`,
    [JSON.stringify(DEFAULT_FLOW)],
  );
  await pool.query(
    `INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) VALUES (1, 100, 1, $1, 'x'), (1, 100, 2, $2, 'x')`,
    [JSON.stringify(DEFAULT_FLOW), JSON.stringify(withEnd)],
  );
  await pool.query("UPDATE campaign SET flow_id = 100 WHERE id IN (2, 3)");
  await directory.reload();
  expect(directory.walk(status(), 2)).toMatchObject({
    flowId: 100,
    version: 2,
    walk: { trail: "t1=succeeded" },
  });
  expect(directory.walk(status(), 1)?.walk.trail).toBe("t1>next b1>sent l1=succeeded");
  // Another workspace's flow is never run.
  expect(directory.walk(status({ workspaceId: 2 as WorkspaceId }), 3)?.workspaceId).toBe(2);
  await pool.query("UPDATE flow SET archived_at = now() WHERE id = 100");
  await directory.reload();
  expect(directory.walk(status(), 2)?.walk.trail).toBe("t1>next b1>sent l1=succeeded");
});

test("the default flow asks the ingest for nothing but the status: the same ways again, made once", () => {
  expect(directory.sameInAllCampaigns(2)).toBe(true);
  const other = { workspaceId: 2 as WorkspaceId, country: "US", errorCode: "131026" };
  const [first, again] = [status(other), status({ ...other, providerMessageId: "m2", country: "GB" })];
  expect(directory.walk(again, 3)?.walk).toBe(directory.walk(first, 3)?.walk);
});
