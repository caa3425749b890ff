import "server-only";
import type { ClientBase, Pool } from "pg";

/** Planned, and not set aside; word for word the condition of the index `fallback_attempt_due_idx`. */
export const waits = (a: string): string =>
  `${a}.state = 'planned' AND coalesce(${a}.why, '') NOT IN ('halted', 'stopped')`;
/** Set aside until a person lets it go on; word for word the condition of `fallback_attempt_held_idx`. */
const isHeld = (a: string): string => `${a}.state = 'planned' AND ${a}.why IN ('halted', 'stopped')`;

/** Whether anything is planned at all, by those two small indexes. */
export const ANY_PLANNED = `(EXISTS (SELECT 1 FROM fallback_attempt a WHERE ${waits("a")})
  OR EXISTS (SELECT 1 FROM fallback_attempt a WHERE ${isHeld("a")}))`;

/** It ends as soon as it is looked at, whatever is stopped: it waits for nobody. @param c - its campaign */
const isSwitchedOff = (a: string, c: string): string =>
  `(${a}.cause NOT IN ('manual', 'flow') AND (${c}.fallback_mode <> 'automatic' OR ${c}.archived_at IS NOT NULL))`;

/**
 * Connections with attempts that are due. Goes from one connection to the next by the index and looks at the
 * oldest attempt of each, so that it costs the same however many wait.
 */
export async function dueConnections(
  database: Pool | ClientBase,
): Promise<{ workspaceId: number; connectionId: number }[]> {
  const { rows } = await database.query(
    `WITH RECURSIVE lane AS (
       (SELECT a.workspace_id, a.connection_id, a.due_at FROM fallback_attempt a WHERE ${waits("a")} ORDER BY 1, 2, 3 LIMIT 1)
       UNION ALL
       SELECT n.* FROM lane l CROSS JOIN LATERAL (
         SELECT a.workspace_id, a.connection_id, a.due_at FROM fallback_attempt a
         WHERE ${waits("a")} AND (a.workspace_id, a.connection_id) > (l.workspace_id, l.connection_id) ORDER BY 1, 2, 3 LIMIT 1) AS n)
     SELECT workspace_id AS "workspaceId", connection_id AS "connectionId" FROM lane WHERE due_at <= now()`,
  );
  return rows;
}

/**
 * Attempts that are set aside or go on in one statement: others wait for it no longer than for a claim or two.
 * They are locked and then changed by their place in the table, which needs no plan that could go wrong.
 */
const AT_ONCE = 1000;

/**
 * Sets aside what is due on the connection and has to wait for a person, oldest first. It keeps its place: when
 * it may go on, it is as due as before.
 * @param campaignIds - those that are stopped; null: the whole workspace is
 */
export async function holdDue(
  client: ClientBase,
  workspaceId: number,
  connectionId: number,
  campaignIds: readonly number[] | null,
): Promise<void> {
  await client.query(
    `UPDATE fallback_attempt h SET why = CASE WHEN $3::int[] IS NULL THEN 'halted' ELSE 'stopped' END,
       expires_at = triggered_at + (SELECT (v.definition #>> '{limits,maxAgeHours}')::float8 FROM fallback_rule_version v
         WHERE v.workspace_id = h.workspace_id AND v.rule_id = h.rule_id AND v.version = h.rule_version) * interval '1 hour'
     WHERE ctid = ANY (ARRAY (
       SELECT a.ctid FROM fallback_attempt a JOIN campaign c ON c.workspace_id = a.workspace_id AND c.id = a.campaign_id
       WHERE a.workspace_id = $1 AND a.connection_id = $2 AND ${waits("a")} AND a.due_at <= now()
         AND ($3::int[] IS NULL OR (a.campaign_id = ANY ($3::int[]) AND a.cause <> 'manual')) AND NOT ${isSwitchedOff("a", "c")}
       ORDER BY a.due_at LIMIT $4 FOR NO KEY UPDATE OF a SKIP LOCKED))`,
    [workspaceId, connectionId, campaignIds, AT_ONCE],
  );
}

/**
 * Lets go on what was set aside and waits for nobody any more. Goes from one group to the next by the index:
 * what still has to wait is not read.
 */
export async function releaseHeld(database: Pool | ClientBase): Promise<void> {
  await database.query(
    `WITH RECURSIVE held AS (
       (SELECT a.workspace_id, a.campaign_id, a.why, a.cause FROM fallback_attempt a WHERE ${isHeld("a")} ORDER BY 1, 2, 3, 4 LIMIT 1)
       UNION ALL
       SELECT n.* FROM held h CROSS JOIN LATERAL (
         SELECT a.workspace_id, a.campaign_id, a.why, a.cause FROM fallback_attempt a
         WHERE ${isHeld("a")} AND (a.workspace_id, a.campaign_id, a.why, a.cause) > (h.workspace_id, h.campaign_id, h.why, h.cause)
         ORDER BY 1, 2, 3, 4 LIMIT 1) AS n
     ), free AS MATERIALIZED (
       SELECT h.* FROM held h JOIN workspace w ON w.id = h.workspace_id
       JOIN campaign c ON c.workspace_id = h.workspace_id AND c.id = h.campaign_id
       WHERE CASE h.why WHEN 'halted' THEN w.fallback_halted_at ELSE c.fallback_stopped_at END IS NULL OR ${isSwitchedOff("h", "c")}
     )
     UPDATE fallback_attempt SET why = NULL WHERE ctid = ANY (ARRAY (
       SELECT t.place FROM free f CROSS JOIN LATERAL (
         SELECT a.ctid AS place FROM fallback_attempt a WHERE ${isHeld("a")} AND a.workspace_id = f.workspace_id
           AND a.campaign_id = f.campaign_id AND a.why = f.why AND a.cause = f.cause
         LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED) AS t LIMIT $1))`,
    [AT_ONCE],
  );
}

/** Ends what was set aside and has grown too old meanwhile; what may still wait is not read. */
export async function endTooOld(database: Pool | ClientBase): Promise<void> {
  await database.query(
    `WITH moved AS (
       UPDATE fallback_attempt SET state = 'skipped', why = 'too_old', ended_at = now(), next_at = NULL WHERE ctid = ANY (ARRAY (
         SELECT a.ctid FROM fallback_attempt a WHERE ${isHeld("a")} AND a.expires_at < now()
         ORDER BY a.expires_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED))
       RETURNING workspace_id, id, state, why)
     INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT workspace_id, id, state, why FROM moved`,
    [AT_ONCE],
  );
}
