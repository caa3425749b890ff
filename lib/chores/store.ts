import "server-only";
import type { Pool } from "pg";

/** Months of the event log's partitions made ahead. */
const MONTHS_AHEAD = 4;

export async function ensureEventPartitions(pool: Pool): Promise<void> {
  await pool.query("SELECT ensure_status_event_partitions((now() AT TIME ZONE 'UTC')::date, $1)", [
    MONTHS_AHEAD,
  ]);
}

export async function removeExpiredThrottles(pool: Pool): Promise<void> {
  await pool.query("DELETE FROM throttle WHERE expires_at < now()");
}

export async function workspacesWithRetention(pool: Pool): Promise<{ id: number; days: number }[]> {
  const { rows } = await pool.query(
    "SELECT id, retention_days AS days FROM workspace WHERE retention_days IS NOT NULL",
  );
  return rows;
}

/**
 * Of the `limit` oldest messages removes those first heard of before the period, with their events. Ids rise
 * with time, so looking at the oldest ids is enough, and an index on the time would cost every insert.
 * @returns how many were removed.
 */
export async function removeOldMessages(
  pool: Pool,
  workspaceId: number,
  days: number,
  limit: number,
): Promise<number> {
  const { rows } = await pool.query<{ removed: number }>(
    `WITH old AS (
       SELECT id FROM (SELECT id, seen_at FROM message WHERE workspace_id = $1 ORDER BY id LIMIT $3) AS oldest
       WHERE seen_at < now() - make_interval(days => $2)
     ), events AS (
       DELETE FROM status_event WHERE workspace_id = $1 AND message_id IN (SELECT id FROM old)
     ), gone AS (
       DELETE FROM message WHERE workspace_id = $1 AND id IN (SELECT id FROM old) RETURNING 1
     ) SELECT count(*)::int AS removed FROM gone`,
    [workspaceId, days, limit],
  );
  return rows[0]?.removed ?? 0;
}

/**
 * Removes at most `limit` runs that began and ended before the period, with their visits. The
 * counters stay, as all roll-ups do.
 * @returns how many were removed.
 */
export async function removeOldRuns(
  pool: Pool,
  workspaceId: number,
  days: number,
  limit: number,
): Promise<number> {
  const { rows } = await pool.query<{ removed: number }>(
    `WITH old AS (
       SELECT id FROM flow_run WHERE workspace_id = $1 AND started_at < now() - make_interval(days => $2) AND ended_at IS NOT NULL
       ORDER BY id LIMIT $3
     ), visits AS (
       DELETE FROM flow_visit WHERE workspace_id = $1 AND run_id IN (SELECT id FROM old)
     ), gone AS (
       DELETE FROM flow_run WHERE workspace_id = $1 AND id IN (SELECT id FROM old) RETURNING 1
     ) SELECT count(*)::int AS removed FROM gone`,
    [workspaceId, days, limit],
  );
  return rows[0]?.removed ?? 0;
}
