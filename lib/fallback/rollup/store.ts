import "server-only";
import type { ClientBase } from "pg";
import {
  OUTCOME_COLUMNS,
  OUTCOME_DIFFERENCES,
  PEOPLE_COLUMNS,
  PEOPLE_SUMS,
  REACHED,
} from "@/lib/fallback/rollup/differences";

/** Key of the time up to which events were looked at, and of the lock of who folds. */
export const MARK = "fallback_rollup";

const anyChange = (sums: readonly string[]): string => sums.map((sum) => `${sum} <> 0`).join(" OR ");
const adding = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = r.${column} + excluded.${column}`).join(", ");
const STATE_SUMS = ["sum(attempts)", "sum(answered)", "sum(confirmed)"];

/**
 * One statement, so that the changes taken and the ledger read are of one moment: what commits later has left
 * a change of its own. $1: changes at most; $2, $3: the slice of time whose events are looked at (ms).
 */
const FOLD = `WITH taken AS (
  DELETE FROM fallback_change WHERE (workspace_id, id) IN (SELECT workspace_id, id FROM fallback_change ORDER BY id LIMIT $1) RETURNING *
), late AS (
  SELECT o.workspace_id, o.message_id FROM status_event e JOIN fallback_outcome o ON o.workspace_id = e.workspace_id AND o.message_id = e.message_id
  WHERE e.received_at > 'epoch'::timestamptz + $2::float8 * interval '1 ms' AND e.received_at <= 'epoch'::timestamptz + $3::float8 * interval '1 ms'
    AND e.status IN (3, 4, 5) AND EXISTS (SELECT FROM fallback_outcome)
), dirty AS (
  SELECT workspace_id, message_id FROM taken UNION SELECT workspace_id, message_id FROM late
),${OUTCOME_DIFFERENCES}, states AS (
  INSERT INTO rollup_fallback AS r (workspace_id, campaign_id, channel, state, attempts, answered, confirmed)
  SELECT workspace_id, campaign_id, channel, state, ${STATE_SUMS.join(", ")} FROM taken GROUP BY 1, 2, 3, 4 HAVING ${anyChange(STATE_SUMS)}
  ON CONFLICT (workspace_id, campaign_id, channel, state) DO UPDATE SET ${adding(["attempts", "answered", "confirmed"])}
), people AS (
  INSERT INTO rollup_fallback_people AS r (workspace_id, campaign_id, hour, ${PEOPLE_COLUMNS.join(", ")})
  SELECT workspace_id, campaign_id, hour, ${PEOPLE_SUMS.join(", ")} FROM d GROUP BY 1, 2, 3 HAVING ${anyChange(PEOPLE_SUMS)}
  ON CONFLICT (workspace_id, campaign_id, hour) DO UPDATE SET ${adding(PEOPLE_COLUMNS)}
), holdout AS (
  INSERT INTO rollup_fallback_holdout AS r (workspace_id, campaign_id, rule_id, is_held_out, people, reached)
  SELECT workspace_id, campaign_id, rule_id, is_held_out, sum(sign), coalesce(sum(sign) FILTER (WHERE ${REACHED}), 0)
  FROM d WHERE rule_id IS NOT NULL GROUP BY 1, 2, 3, 4
  HAVING sum(sign) <> 0 OR coalesce(sum(sign) FILTER (WHERE ${REACHED}), 0) <> 0
  ON CONFLICT (workspace_id, campaign_id, rule_id, is_held_out) DO UPDATE SET ${adding(["people", "reached"])}
), kept AS (
  INSERT INTO fallback_outcome (${OUTCOME_COLUMNS}) SELECT ${OUTCOME_COLUMNS} FROM fresh
  ON CONFLICT (workspace_id, message_id) DO UPDATE SET campaign_id = excluded.campaign_id, hour = excluded.hour, rule_id = excluded.rule_id,
    is_held_out = excluded.is_held_out, has_left = excluded.has_left, channel = excluded.channel, left_at = excluded.left_at,
    is_rejected = excluded.is_rejected, whatsapp_at = excluded.whatsapp_at, micros = excluded.micros,
    is_called_for = excluded.is_called_for, aside_micros = excluded.aside_micros
), gone AS (
  DELETE FROM fallback_outcome o USING old
  WHERE o.workspace_id = old.workspace_id AND o.message_id = old.message_id
    AND NOT EXISTS (SELECT FROM fresh f WHERE f.workspace_id = old.workspace_id AND f.message_id = old.message_id)
)
SELECT count(*)::int AS n FROM taken`;

/** Whether this transaction is the one that folds; one does at a time. */
export async function lockFolding(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked",
    [MARK],
  );
  return rows[0]?.locked === true;
}

/** @returns how many changes were folded */
export async function foldChanges(
  client: ClientBase,
  limit: number,
  from: number,
  until: number,
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(FOLD, [limit, from, until]);
  return rows[0]?.n ?? 0;
}
