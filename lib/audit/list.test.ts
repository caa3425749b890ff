import { expect, test } from "vitest";
import { audit } from "@/lib/audit/audit";
import { listAudit, listAuditActors } from "@/lib/audit/list";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";

testInstance();

test("pages through every entry once, newest first, and filters by person, action and time", async () => {
  const workspaceId = await testWorkspace();
  const { ctx } = await testMember(workspaceId, "admin");
  const other = await testMember(workspaceId, "admin");
  for (let i = 0; i < 120; i++) await audit(i % 3 ? ctx : other.ctx, "campaign.created", `campaign ${i}`);
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAudit(ctx, cursor === undefined ? {} : { cursor });
    seen.push(...page.items.map(({ target }) => target));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => `campaign ${119 - i}`));

  expect((await listAudit(ctx, { who: other.ctx.actor.label })).items).toHaveLength(40);
  expect((await listAudit(ctx, { action: "member.removed" })).items).toEqual([]);
  expect((await listAudit(ctx, { day: "2001-01-01" })).items).toEqual([]);
  expect((await listAuditActors(ctx)).sort()).toEqual([ctx.actor.label, other.ctx.actor.label].sort());
});

test("shows one workspace, to its admins only", async () => {
  const workspaceId = await testWorkspace();
  const operator = await testMember(workspaceId, "operator");
  const foreign = await testMember(await testWorkspace(), "admin");
  await audit(operator.ctx, "rejected.exported", "rejected.csv", { rows: 12 });
  await expect(listAudit(operator.ctx, {})).rejects.toMatchObject({ code: "forbidden" });
  expect((await listAudit(foreign.ctx, {})).items).toEqual([]);
});

test("has no entry of a change that was rolled back", async () => {
  const { ctx } = await testMember(await testWorkspace(), "admin");
  const failing = transaction(async (db) => {
    await audit(ctx, "campaign.created", "never", undefined, db);
    throw new Error("undone");
  });
  await expect(failing).rejects.toThrow("undone");
  expect((await listAudit(ctx, {})).items).toEqual([]);
});

test("takes a day as the workspace's people know it", async () => {
  const workspaceId = await testWorkspace(); // in Europe/Rome, one hour ahead of UTC in winter
  const { ctx } = await testMember(workspaceId, "admin");
  for (const at of [
    "2026-01-09T22:59:59Z",
    "2026-01-09T23:00:00Z",
    "2026-01-10T22:59:59Z",
    "2026-01-10T23:00:00Z",
  ]) {
    await audit(ctx, "campaign.created", at);
  }
  await pool().query("UPDATE audit_entry SET at = target::timestamptz WHERE workspace_id = $1", [
    workspaceId,
  ]);
  const { items } = await listAudit(ctx, { day: "2026-01-10" });
  expect(items.map(({ target }) => target)).toEqual(["2026-01-10T22:59:59Z", "2026-01-09T23:00:00Z"]);
});
