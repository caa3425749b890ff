import "server-only";
import type { Pool } from "pg";

/** Days that deliveries are kept for looking at and for replay. */
const DELIVERED_DAYS = 7;
const OTHER_DAYS = 30;

/** Old ones, and all of endpoints that are gone. @returns how many */
export async function removeSomeDeliveries(pool: Pool, limit: number): Promise<number> {
  const { rows } = await pool.query<{ removed: number }>(
    `WITH old AS (
       SELECT workspace_id, id FROM webhook_delivery d
       WHERE created_at < now() - make_interval(days => CASE state WHEN 'delivered' THEN $2::int ELSE $3::int END)
         OR NOT EXISTS (SELECT FROM webhook_endpoint p WHERE p.workspace_id = d.workspace_id AND p.id = d.endpoint_id)
       LIMIT $1),
     tries AS (
       DELETE FROM webhook_try t USING old WHERE t.workspace_id = old.workspace_id AND t.delivery_id = old.id),
     gone AS (
       DELETE FROM webhook_delivery d USING old WHERE d.workspace_id = old.workspace_id AND d.id = old.id RETURNING 1)
     SELECT count(*)::int AS removed FROM gone`,
    [limit, DELIVERED_DAYS, OTHER_DAYS],
  );
  return rows[0]?.removed ?? 0;
}

/** Requests whose answer came after their delivery was removed. @returns how many */
export async function removeOldTries(pool: Pool, limit: number): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM webhook_try t USING (
       SELECT workspace_id, id FROM webhook_try WHERE at < now() - make_interval(days => $2::int) LIMIT $1) AS old
     WHERE t.workspace_id = old.workspace_id AND t.id = old.id`,
    [limit, OTHER_DAYS + 2],
  );
  return rowCount ?? 0;
}
