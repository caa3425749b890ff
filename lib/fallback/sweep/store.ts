import "server-only";
import type { ClientBase, Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import type { Step, Trigger } from "@/lib/domain/fallback/rule";
import { insertFirst } from "@/lib/fallback/plan/first-store";
import type { FirstAttempt } from "@/lib/fallback/plan/planner";

/** A message for which a rule may begin. */
export type Candidate = {
  readonly messageId: string;
  readonly connectionId: number;
  readonly recipient: string | null;
  readonly country: string | null;
  readonly code: string | null;
  /** When the event reached us, milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Rules of the fallback steps to which the event's way through the flow came (0: the campaign's); null: it ran none. */
  readonly rules: readonly number[] | null;
};

const RULES = `CASE WHEN e.flow_path_id IS NOT NULL THEN (
    SELECT coalesce(array_agg(coalesce((s.step ->> 'ruleId')::int, 0)), '{}') FROM flow_path p
    JOIN flow_version v ON v.workspace_id = p.workspace_id AND v.flow_id = p.flow_id AND v.version = p.version,
      jsonb_array_elements(v.definition -> 'steps') AS s (step)
    WHERE p.workspace_id = e.workspace_id AND p.id = e.flow_path_id AND s.step ->> 'type' = 'fallback'
      AND p.trail ~ ('(^| )' || (s.step ->> 'id') || '[>=]'))
  WHEN EXISTS (SELECT 1 FROM flow_run r WHERE r.workspace_id = e.workspace_id AND r.message_id = e.message_id AND r.status = e.status)
    THEN '{}' END`;
const CANDIDATE = `SELECT DISTINCT ON (m.id) m.id::text AS "messageId", m.connection_id AS "connectionId", m.recipient, m.country,
  m.error_code AS code, (extract(epoch FROM e.received_at) * 1000)::float8 AS "receivedAt", ${RULES} AS rules
  FROM status_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
  WHERE e.workspace_id = $1 AND m.campaign_id = $2 AND m.channel = 0
    AND e.received_at > 'epoch'::timestamptz + $3::float8 * interval '1 ms' AND e.received_at <= 'epoch'::timestamptz + $4::float8 * interval '1 ms'
    AND NOT EXISTS (SELECT 1 FROM fallback_attempt a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id AND a.cycle = 0)`;

/** What the event of the slice and the message have to be now. */
const BEGINS: Readonly<Record<Trigger["on"], string>> = {
  rejected: "e.status = 5 AND m.status = 5",
  undelivered: "e.status = 2 AND m.status = 2",
  // Only people who have ever shown a read receipt.
  unread: `e.status = 3 AND m.status = 3 AND EXISTS (SELECT 1 FROM message o WHERE o.workspace_id = m.workspace_id
       AND o.recipient = m.recipient AND o.read_at IS NOT NULL)`,
};

/**
 * Messages whose event arrived in the slice of time, that stand where it put them, and that no attempt was
 * planned for. Rejections among them are what the ingest could not know, because a mode or a rule had
 * changed a moment before.
 */
export async function findCandidates(
  pool: Pool,
  on: Trigger["on"],
  workspaceId: number,
  campaignId: number,
  from: number,
  until: number,
): Promise<Candidate[]> {
  const { rows } = await pool.query<Candidate>(`${CANDIDATE} AND ${BEGINS[on]}`, [
    workspaceId,
    campaignId,
    from,
    until,
  ]);
  return rows;
}

/** Plans first attempts and moves the campaign's mark in one transaction: a crash between them loses nothing. */
export async function planFirst(
  pool: Pool,
  workspaceId: number,
  campaignId: number,
  cause: Trigger["on"],
  planned: readonly {
    readonly candidate: Candidate;
    readonly first: FirstAttempt;
    readonly triggeredAt: number;
  }[],
  sweptAt: number,
): Promise<void> {
  if (planned.length === 0) return moveMark(pool, workspaceId, campaignId, cause, sweptAt);
  await inTransaction(pool, async (client) => {
    await insertFirst(
      client,
      planned.map(({ candidate, first, triggeredAt }) => ({
        message: { ...candidate, workspaceId, campaignId },
        cause,
        first,
        triggeredAt,
      })),
    );
    await moveMark(client, workspaceId, campaignId, cause, sweptAt);
  });
}

/** Rejections have a mark of their own, for that of the overdue is behind by the rule's wait. */
async function moveMark(
  database: Pool | ClientBase,
  workspaceId: number,
  campaignId: number,
  cause: Trigger["on"],
  sweptAt: number,
): Promise<void> {
  const mark = cause === "rejected" ? "fallback_rejected_swept_at" : "fallback_swept_at";
  await database.query(
    `UPDATE campaign SET ${mark} = greatest(${mark}, 'epoch'::timestamptz + $3::float8 * interval '1 ms')
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, campaignId, sweptAt],
  );
}

export type OpenAttempt = {
  readonly workspaceId: number;
  readonly id: string;
  readonly answeredBy: string | null;
};

/** Attempts that a worker took and never came back with. */
export const findAbandoned = (pool: Pool, seconds: number): Promise<OpenAttempt[]> =>
  open(pool, "state = 'dispatching' AND dispatched_at < now() - $1 * interval '1 s'", seconds);

/** Calls that were accepted and of which nothing final was heard. */
export const findOpenCalls = (pool: Pool, seconds: number): Promise<OpenAttempt[]> =>
  open(pool, "state = 'accepted' AND channel = 2 AND dispatched_at < now() - $1 * interval '1 s'", seconds);

async function open(pool: Pool, where: string, seconds: number): Promise<OpenAttempt[]> {
  const { rows } = await pool.query<OpenAttempt>(
    `SELECT workspace_id AS "workspaceId", id, answered_by AS "answeredBy" FROM fallback_attempt WHERE ${where} ORDER BY dispatched_at LIMIT 500`,
    [seconds],
  );
  return rows;
}

/** Attempts whose person is still not reached when the next step's wait is over. */
export async function findForNextStep(
  pool: Pool,
): Promise<{ workspaceId: number; id: string; next: Step | null }[]> {
  const { rows } = await pool.query(
    `SELECT a.workspace_id AS "workspaceId", a.id, v.definition -> 'steps' -> (a.position + 1) AS next FROM fallback_attempt a
     JOIN fallback_rule_version v ON v.workspace_id = a.workspace_id AND v.rule_id = a.rule_id AND v.version = a.rule_version
     WHERE a.next_at <= now() ORDER BY a.next_at LIMIT 500`,
  );
  return rows;
}
