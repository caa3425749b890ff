import "server-only";
import type { Pool } from "pg";
import type { BreakerCounts, Stop } from "@/lib/domain/fallback/breaker";
import { formatStop } from "@/lib/domain/fallback/breaker";
import { flowSends, runMaySend } from "@/lib/fallback/plan/flow-in-force";

/**
 * Stops what a campaign sends by itself, its flow's own sends among it, until a person lets it go on.
 * Dispatchers read it under the campaign's lock, so that nothing leaves after this has committed.
 * @returns false when it was stopped already (the first reason stands), or sends nothing by itself
 */
export async function stopCampaign(
  pool: Pool,
  workspaceId: number,
  campaignId: number,
  stop: Stop,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH stopped AS (
       UPDATE campaign c SET fallback_stopped_at = now(), fallback_stopped_why = $3
       WHERE workspace_id = $1 AND id = $2 AND fallback_stopped_at IS NULL AND (fallback_mode = 'automatic' OR ${flowSends("c")} OR ${runMaySend("c")})
       RETURNING name)
     INSERT INTO audit_entry (workspace_id, actor_kind, actor_label, action, target, detail)
     SELECT $1, 'system', 'Reachback', 'fallback.stopped', name, jsonb_build_object('code', $4::text, 'detail', $5::text) FROM stopped`,
    [workspaceId, campaignId, formatStop(stop), stop.code, stop.detail],
  );
  return (rowCount ?? 0) > 0;
}

/** Messages are judged by the newest of them: enough for a share, and the cost does not grow with the campaign. */
const NEWEST = 2000;

export async function countsSince(
  pool: Pool,
  workspaceId: number,
  campaignId: number,
  from: number,
): Promise<BreakerCounts> {
  const { rows } = await pool.query<BreakerCounts>(
    `WITH since AS (SELECT 'epoch'::timestamptz + $3::float8 * interval '1 ms' AS moment),
     newest AS (
       SELECT status, seen_at FROM message WHERE workspace_id = $1 AND campaign_id = $2 AND channel = 0 ORDER BY id DESC LIMIT $4),
     messages AS (
       SELECT count(*)::int AS messages, (count(*) FILTER (WHERE status = 5))::int AS rejected
       FROM newest, since WHERE seen_at > moment),
     attempts AS (
       SELECT count(*)::int AS ended,
         (count(*) FILTER (WHERE state = 'failed' AND why IN ('refused', 'never_left', 'not_delivered')))::int AS failed
       FROM fallback_attempt, since
       WHERE workspace_id = $1 AND campaign_id = $2 AND state IN ('delivered', 'failed') AND ended_at > moment)
     SELECT ended, failed, messages, rejected FROM messages, attempts`,
    [workspaceId, campaignId, from, NEWEST],
  );
  return rows[0] ?? { ended: 0, failed: 0, messages: 0, rejected: 0 };
}

/** Each connection and code of the campaign's rejections that arrived in the slice of time. */
export async function rejectionCodes(
  pool: Pool,
  workspaceId: number,
  campaignId: number,
  from: number,
  until: number,
): Promise<{ connectionId: number; code: string | null }[]> {
  const { rows } = await pool.query<{ connectionId: number; code: string | null }>(
    `SELECT DISTINCT m.connection_id AS "connectionId", coalesce(e.error_code, m.error_code) AS code
     FROM status_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
     WHERE e.workspace_id = $1 AND e.status = 5 AND m.campaign_id = $2 AND m.channel = 0
       AND e.received_at > 'epoch'::timestamptz + $3::float8 * interval '1 ms'
       AND e.received_at <= 'epoch'::timestamptz + $4::float8 * interval '1 ms'`,
    [workspaceId, campaignId, from, until],
  );
  return rows;
}
