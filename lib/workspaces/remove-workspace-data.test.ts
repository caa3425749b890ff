import { expect, test } from "vitest";
import { checkCredentials } from "@/lib/auth/sign-in";
import { TEST_PASSWORD, testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import type { WorkspaceId } from "@/lib/domain/ids";
import { removeDemo } from "@/lib/workspaces/remove-workspace-data";

testInstance();

/** Every table that has a workspace, and how many rows each has of it. */
async function rowsOf(workspaceId: WorkspaceId): Promise<Record<string, number>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await pool().query(`SELECT count(*)::int AS n FROM "${name}" WHERE workspace_id = $1`, [
      workspaceId,
    ]);
    if (rows[0].n > 0) counts[name] = rows[0].n;
  }
  return counts;
}

async function fill(workspaceId: WorkspaceId): Promise<void> {
  const { rows } = await pool().query(
    "INSERT INTO connection (workspace_id, provider, name, key, secrets) VALUES ($1, 'simulator', 'Demo', $2, '') RETURNING id",
    [workspaceId, crypto.randomUUID()],
  );
  const values = [workspaceId, rows[0].id];
  await pool().query(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, unknown_words)
     SELECT $1, $2, 'm' || i, 1, 0, 0, now(), '{}' FROM generate_series(1, 12000) AS i`,
    values,
  );
  await pool().query(
    `INSERT INTO rollup_reason (workspace_id, campaign_id, connection_id, channel, code, slot, rejected)
     VALUES ($1, 1, $2, 0, '131026', 0, 3)`,
    values,
  );
}

test("removes the demo with every row and its own account, and nothing of others", async () => {
  const demo = await testWorkspace("Demo");
  await pool().query("UPDATE workspace SET is_demo = true WHERE id = $1", [demo]);
  const real = await testWorkspace();
  const { ctx, person } = await testMember(demo, "admin");
  const owner = await testMember(real, "admin");
  await pool().query("INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, 'viewer')", [
    demo,
    owner.person.id,
  ]);
  await fill(demo);
  await fill(real);
  const before = await rowsOf(real);

  await expect(removeDemo(owner.ctx)).rejects.toMatchObject({ code: "conflict" });
  await removeDemo(ctx);
  expect(await rowsOf(demo)).toEqual({});
  expect(await rowsOf(real)).toEqual(before);
  expect(await checkCredentials({ email: person.email, password: TEST_PASSWORD }, null)).toBeNull();
  expect(await checkCredentials({ email: owner.person.email, password: TEST_PASSWORD }, null)).not.toBeNull();
});
