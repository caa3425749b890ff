import "server-only";
import type { Pool } from "pg";
import type { Unsettled } from "@/lib/fallback/sweep/settle-store";

/** Seconds after its end at which an attempt's provider is asked for the price; after the last one the estimate stays. */
const ASKED_AFTER = [120, 600, 3600, 21_600];
/** Bounds how long what is of unknown fate may have to wait behind prices. */
const AT_ONCE = 20;

/**
 * Attempts whose provider is to be asked what it charged, longest due first. The time of the next question is written
 * before the first is put, so that none is put more often than that, whatever happens to the process.
 * @param busy - connections that are being asked now, as "workspace|connection"
 */
export async function claimUnpriced(pool: Pool, busy: readonly string[], now: number): Promise<Unsettled[]> {
  const { rows } = await pool.query<Unsettled>(
    `WITH clock AS (SELECT 'epoch'::timestamptz + $1::float8 * interval '1 ms' AS moment),
     due AS (
       SELECT a.workspace_id, a.id FROM fallback_attempt a
       WHERE a.price_at <= (SELECT moment FROM clock) AND a.workspace_id || '|' || a.connection_id <> ALL ($2)
       ORDER BY a.price_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED),
     asked AS (
       UPDATE fallback_attempt a SET price_at = (
         SELECT min(a.ended_at + pause * interval '1 s') FROM unnest($4::int[]) AS pause, clock WHERE a.ended_at + pause * interval '1 s' > moment)
       FROM due WHERE a.workspace_id = due.workspace_id AND a.id = due.id RETURNING a.*)
     SELECT d.workspace_id AS "workspaceId", d.connection_id AS "connectionId", d.id, coalesce(d.recipient, '') AS recipient,
       v.definition -> 'steps' -> d.position::int AS step, d.provider_message_id AS "providerMessageId",
       w.unknown_policy AS "unknownPolicy", (extract(epoch FROM d.dispatched_at) * 1000)::float8 AS sent
     FROM asked d JOIN workspace w ON w.id = d.workspace_id
     JOIN fallback_rule_version v ON v.workspace_id = d.workspace_id AND v.rule_id = d.rule_id AND v.version = d.rule_version`,
    [now, busy, AT_ONCE, ASKED_AFTER],
  );
  return rows;
}
