import "server-only";
import type { ClientBase, Pool } from "pg";

/** Until when something was read, in ms since the epoch; null before the first time. @param key - in `instance_setting` */
export async function readMark(database: Pool | ClientBase, key: string): Promise<number | null> {
  const { rows } = await database.query<{ until: number }>(
    "SELECT value::text::float8 AS until FROM instance_setting WHERE key = $1",
    [key],
  );
  return rows[0]?.until ?? null;
}

export async function writeMark(client: ClientBase, key: string, until: number): Promise<void> {
  await client.query(
    `INSERT INTO instance_setting (key, value, updated_at) VALUES ($1, to_jsonb($2::float8), now())
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [key, until],
  );
}
