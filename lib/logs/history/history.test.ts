import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { encodeExport } from "@/lib/exports/encode";
import { exportLogInput } from "@/lib/logs/contract";
import { exportLog } from "@/lib/logs/history/export-log";
import { rewriteSome } from "@/lib/logs/history/rewrite";
import { getLog } from "@/lib/logs/manage/list-logs";
import { archiveLog, rewriteLog } from "@/lib/logs/manage/run-log";
import { findRows } from "@/lib/logs/store";

testInstance();

let admin: Context;
let viewer: Context;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  viewer = (await testMember(workspaceId, "viewer")).ctx;
  const step = (id: string, logId: number | null, columns: object[] | null) => ({
    id,
    type: "log",
    logId,
    columns,
    title: null,
    position: { x: 0, y: 0 },
    exits: {},
  });
  const own = [
    { name: "To", value: "{{recipient}}" },
    { name: "Order", value: "{{order}}" },
  ];
  const definition = {
    steps: [step("a", 5, null), step("b", 5, own), step("c", null, null), step("d", 5, null)],
  };
  const settings = {
    endpointId: 1,
    columns: [{ name: "Who", value: "{{order}} {{utc_offset|-}} {{message_to}}" }],
    timeZone: "UTC",
    timeFormat: "local",
    locale: "en",
  };
  await pool().query(
    `WITH w AS (SELECT $1::int AS ws),
     l AS (INSERT INTO status_log (workspace_id, id, name, kind, settings) SELECT ws, 5, 'Log', 'webhook', $2 FROM w),
     k AS (INSERT INTO connection (workspace_id, id, provider, name, key, secrets) SELECT ws, 1, 'meta', 'Meta', 'k', '' FROM w),
     c AS (INSERT INTO campaign (workspace_id, id, key, name) SELECT ws, id, 'c' || id, 'C' || id FROM w, unnest(ARRAY[1, 2]) AS id),
     f AS (INSERT INTO flow (workspace_id, id, name, draft, draft_by, published_version) SELECT ws, 50, 'Flow', '{}', 'test', 1 FROM w),
     v AS (INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT ws, 50, 1, $3, 'test' FROM w),
     p AS (INSERT INTO flow_path (workspace_id, id, flow_id, version, trail) SELECT ws, id, 50, 1, trail FROM w,
       (VALUES (11, 'trigger>next br>sent a>next end'), (12, 'trigger>next b'), (13, 'trigger>next ab>next c=succeeded')) AS t (id, trail)),
     m AS (INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, recipient, sender, variables)
       SELECT ws, id, 1, 'm' || id, 1 + id % 2, 1, 0, now(), '+1202555010' || id, '+12025550100', '{"order": "A-1"}' FROM w, generate_series(1, 4) AS id)
     INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status, error_code, flow_path_id)
     SELECT ws, id, now(), at::timestamptz, status, 'x', NULL, path FROM w, (VALUES
       (1, '2026-07-01T10:00:00Z', 2, 11), (1, '2026-07-01T10:00:05Z', 3, 12), (2, '2026-07-02T10:00:00Z', 2, 11),
       (3, '2026-07-03T10:00:00Z', 2, 13), (4, '2026-07-04T10:00:00Z', 2, NULL)) AS e (id, at, status, path)`,
    [workspaceId, settings, definition],
  );
  await pool().query(
    `WITH r AS (INSERT INTO flow_run (workspace_id, id, flow_id, version, campaign_id, message_id, status, started_at, step_id, state, variables, found_zone)
       VALUES ($1, 1, 50, 1, 1, 4, 3, '2026-07-04T11:00:00Z', 'b', 'succeeded', '{"order": "B-2"}', 'Asia/Tokyo'))
     INSERT INTO flow_visit (workspace_id, run_id, visit, step_id, entered_at, outcome) VALUES ($1, 1, 1, 'b', now(), 'succeeded'), ($1, 1, 2, 'c', now(), 'failed'),
       ($1, 1, 3, 'd', now(), 'succeeded')`,
    [workspaceId],
  );
});

async function csvOf(input: object): Promise<string[]> {
  const { table, pages } = await exportLog(admin, exportLogInput.parse(input));
  const chunks: Uint8Array[] = [];
  for await (const chunk of encodeExport("csv", table, pages)) chunks.push(chunk);
  return Buffer.concat(chunks).toString().trim().split("\r\n");
}

test("a step's download holds what passed it, in a batch or later, with the step's columns", async () => {
  const [header, ...a] = await csvOf({ flowId: "50", stepId: "a" });
  expect([header, ...a]).toEqual(["Who", "A-1 - +12025550101", "A-1 - +12025550102"]);
  expect(await csvOf({ flowId: "50", stepId: "b" })).toEqual([
    "To,Order",
    "+12025550101,A-1",
    "+12025550104,B-2",
  ]);
  // What a durable run found stands in the columns of the log, too.
  expect(await csvOf({ flowId: "50", stepId: "d" })).toEqual(["Who", "B-2 +09:00 +12025550104"]);
  expect(await csvOf({ stepId: "c" })).toEqual([
    "Time,Message_From,Message_To,Status,Description",
    expect.stringMatching(/^2026-07-03 12:00:00,\+12025550100,\+12025550103,Sent,/),
  ]);
});

test("a download can be narrowed to a campaign and a period", async () => {
  expect(await csvOf({})).toHaveLength(7);
  expect(await csvOf({ campaignId: "2" })).toHaveLength(4);
  expect(await csvOf({ from: "2026-07-02T00:00:00Z", until: "2026-07-03T00:00:00Z" })).toHaveLength(2);
  await expect(exportLog(viewer, exportLogInput.parse({}))).rejects.toThrow("Downloads hold full numbers");
});

test("a period is written again, once, and a step's own columns are filled", async () => {
  const period = { id: 5, from: new Date("2026-07-01"), until: new Date("2026-07-05") };
  expect((await rewriteLog(admin, period)).rewriting).toBe(true);
  await expect(rewriteLog(admin, period)).rejects.toThrow("already");
  while (await rewriteSome(pool())) {}
  const { rows } = await pool().query(
    "SELECT message_id::int AS message, status, cells, results, found_zone AS zone, rewrite IS NOT NULL AS again FROM log_row ORDER BY id",
  );
  const own = (to: string, order: string) => [
    ["To", to],
    ["Order", order],
  ];
  const bare = { cells: null, results: null, zone: null, again: true };
  expect(rows).toEqual([
    { ...bare, message: 1, status: 2 },
    { ...bare, message: 1, status: 3, cells: own("+12025550101", "A-1") },
    { ...bare, message: 2, status: 2 },
    { ...bare, message: 4, status: 3, cells: own("+12025550104", "B-2") },
    { ...bare, message: 4, status: 3, results: { order: "B-2" }, zone: "Asia/Tokyo" },
  ]);
  const [log] = await findRows(pool(), { workspaceId: admin.workspaceId, id: 5 }, { first: 9 }).then((all) =>
    all.slice(-1),
  );
  expect(log).toMatchObject({ variables: { order: "B-2" }, timeZone: "Asia/Tokyo" });
  expect(await getLog(admin, { id: 5 })).toMatchObject({
    rewriting: false,
    waiting: 5,
    lastRewrite: { from: "2026-07-01T00:00:00.000Z", until: "2026-07-05T00:00:00.000Z", rows: 5 },
  });
  // A period without a status says so, too.
  await rewriteLog(admin, { id: 5, from: new Date("2020-01-01"), until: new Date("2020-01-02") });
  while (await rewriteSome(pool())) {}
  expect((await getLog(admin, { id: 5 })).lastRewrite).toMatchObject({ rows: 0 });
});

test("a log that a published flow writes to is not archived", async () => {
  await expect(archiveLog(admin, { id: 5 })).rejects.toThrow("“Flow”");
  await pool().query("UPDATE flow SET published_version = NULL");
  await archiveLog(admin, { id: 5 });
  expect((await pool().query("SELECT 1 FROM log_row")).rowCount).toBe(0);
});
