import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { listLogs } from "@/lib/logs/manage/list-logs";
import { previewLog } from "@/lib/logs/manage/preview";

testInstance();

let ctx: Context;
beforeAll(async () => {
  ctx = (await testMember(await testWorkspace(), "operator")).ctx;
});

test("a preview shows a variable by its name where nobody knows a value, and a rejected one without any", async () => {
  const columns = [
    { name: "Who", value: "{{name}} {{order_id}}" },
    { name: "Tier", value: "{{tier|none}}" },
    { name: "Local", value: "{{local_date}} {{utc_offset}}" },
  ];
  const format = { columns, timeZone: "UTC", timeFormat: "local", locale: "en" } as const;
  expect((await previewLog(ctx, format)).rows).toEqual([
    ["Maria A-1042", "‹tier›", "2026-11-22 -05:00"],
    [" ", "none", "2026-11-22 -05:00"],
  ]);
});

test("logs come with what the flows of the workspace find, for their columns", async () => {
  const http = (...names: string[]) => ({
    type: "http",
    results: names.map((variable) => ({ path: "a", variable })),
  });
  const insert = (workspaceId: number, draft: object, archived: boolean) =>
    pool().query(
      "INSERT INTO flow (workspace_id, name, draft, draft_by, archived_at) VALUES ($1, 'Flow', $2, 'x', CASE WHEN $3 THEN now() END)",
      [workspaceId, { steps: [draft, { type: "end" }] }, archived],
    );
  await insert(ctx.workspaceId, http("tier", "", "city"), false);
  await insert(ctx.workspaceId, http("gone"), true);
  await insert(await testWorkspace(), http("foreign"), false);
  expect((await listLogs(ctx)).variables).toEqual(["city", "tier"]);
});
