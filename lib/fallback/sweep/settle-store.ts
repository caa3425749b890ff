import "server-only";
import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import type { UnknownPolicy } from "@/lib/domain/fallback/attempt";
import type { Step } from "@/lib/domain/fallback/rule";

/** An attempt of which nobody knows whether it left. */
export type Unsettled = {
  readonly workspaceId: number;
  readonly connectionId: number;
  readonly id: string;
  readonly recipient: string;
  readonly step: Step;
  readonly providerMessageId: string | null;
  readonly unknownPolicy: UnknownPolicy;
  /** Milliseconds since the epoch. */
  readonly sent: number;
};

/** Seconds after the sending, and after each look-up, until the next. */
const FIRST_AFTER = 60;
const PAUSES = [60, 300, 900, 3600];
/** Hours after which a provider can't be expected to know; what is left is a person's to settle. */
const GIVEN_UP_AFTER = 72;
const PER_WORKSPACE = 20;
/** Any number; the same in every process, so that two never ask about the same attempts. */
const CLAIM_LOCK = 7224004;

/**
 * Attempts that are due to be looked up, at most 20 of each workspace, oldest first. Each is noted in its
 * timeline in the same transaction: the notes are the memory of when to ask again, also after a crash.
 * @param busy - connections that are being asked now, as "workspace|connection"
 */
export function claimUnsettled(pool: Pool, busy: readonly string[], now: number): Promise<Unsettled[]> {
  return inTransaction(pool, async (client) => {
    const { rows: lock } = await client.query<{ free: boolean }>(
      "SELECT pg_try_advisory_xact_lock($1) AS free",
      [CLAIM_LOCK],
    );
    if (!lock[0]?.free) return [];
    const { rows } = await client.query<Unsettled>(
      `WITH clock AS (SELECT 'epoch'::timestamptz + $1::float8 * interval '1 ms' AS moment),
       due AS (
         SELECT a.*, row_number() OVER (PARTITION BY a.workspace_id ORDER BY a.dispatched_at, a.id) AS place
         FROM clock, fallback_attempt a CROSS JOIN LATERAL (
           SELECT count(*)::int AS asked, max(at) AS last FROM fallback_attempt_log l
           WHERE l.workspace_id = a.workspace_id AND l.attempt_id = a.id AND l.kind = 'look_up' AND l.at >= a.dispatched_at) AS l
         WHERE a.state = 'unknown' AND a.recipient IS NOT NULL AND a.workspace_id || '|' || a.connection_id <> ALL ($2)
           AND a.dispatched_at <= moment - $3 * interval '1 s' AND a.dispatched_at > moment - $4 * interval '1 hour'
           AND (l.asked = 0 OR l.last <= moment - ($5::int[])[least(l.asked, cardinality($5::int[]))] * interval '1 s')),
       noted AS (
         INSERT INTO fallback_attempt_log (workspace_id, attempt_id, at, kind)
         SELECT workspace_id, id, moment, 'look_up' FROM due, clock WHERE place <= $6)
       SELECT d.workspace_id AS "workspaceId", d.connection_id AS "connectionId", d.id, d.recipient,
         v.definition -> 'steps' -> d.position::int AS step, d.provider_message_id AS "providerMessageId",
         w.unknown_policy AS "unknownPolicy", (extract(epoch FROM d.dispatched_at) * 1000)::float8 AS sent
       FROM due d JOIN workspace w ON w.id = d.workspace_id
       JOIN fallback_rule_version v ON v.workspace_id = d.workspace_id AND v.rule_id = d.rule_id AND v.version = d.rule_version
       WHERE d.place <= $6 ORDER BY d.dispatched_at, d.id`,
      [now, busy, FIRST_AFTER, GIVEN_UP_AFTER, PAUSES, PER_WORKSPACE],
    );
    return rows;
  });
}

/** Notes in the timeline that the provider could not tell. */
export async function noteUnanswered(
  pool: Pool,
  { workspaceId, id }: Unsettled,
  detail: string,
): Promise<void> {
  await pool.query(
    "INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) VALUES ($1, $2, 'unanswered', $3)",
    [workspaceId, id, detail],
  );
}
