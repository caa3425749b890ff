import "server-only";
import type { Pool } from "pg";
import { CHANNELS, type Status, statusOfCode } from "@/lib/domain/message/status";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { Run, RunMessage } from "@/lib/flows/engine/run";
import type { AttemptNow } from "@/lib/flows/engine/steps/send";

/** Steps whose runs are left aside for now, because as many of them as may be are under way. */
export type FullLane = { readonly flowId: number; readonly stepId: string };

/** Runs with unknown times of their own; times in milliseconds since the epoch. */
type Row = Omit<Run, "status" | "message"> & {
  readonly status: number;
  readonly channel: number | null;
  readonly provider: string | null;
  readonly occurredAt: number;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly word: string;
  readonly country: string | null;
  readonly template: string | null;
  readonly providerMessageId: string;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly sender: string | null;
  readonly timeZone: string | null;
  readonly campaignName: string;
  readonly registered: Readonly<Record<string, string>> | null;
  readonly has: readonly Status[];
};

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/**
 * Takes runs that are due, for so many seconds: no other worker has them until then, and after it any may.
 * The lease is also the time at which the run is due again, so that what is taken does not stand in the way, and
 * so that one that is woken meanwhile can be told: it is due at another time than that.
 */
export async function claimRuns(
  pool: Pool,
  limit: number,
  leaseSeconds: number,
  full: readonly FullLane[],
): Promise<Run[]> {
  const { rows: taken } = await pool.query<Taken>(
    `WITH due AS (
       SELECT workspace_id, id FROM flow_run
       WHERE ended_at IS NULL AND wake_at <= now() AND (leased_until IS NULL OR leased_until <= now())
         AND (flow_id, step_id) NOT IN (SELECT * FROM unnest($3::int[], $4::text[]))
       ORDER BY wake_at LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     UPDATE flow_run r SET leased_until = now() + $2 * interval '1 s', wake_at = now() + $2 * interval '1 s', tries = r.tries + 1
     FROM due WHERE r.workspace_id = due.workspace_id AND r.id = due.id
     RETURNING r.workspace_id AS "workspaceId", r.id::text, r.leased_until::text AS lease`,
    [limit, leaseSeconds, full.map(({ flowId }) => flowId), full.map(({ stepId }) => stepId)],
  );
  return taken.length === 0 ? [] : readRuns(pool, taken);
}

type Taken = Pick<Run, "workspaceId" | "id" | "lease">;

/**
 * What is known of runs that this worker has. By a statement of its own: the one that takes a run may see its
 * message as it was before the status that woke the run. Looked up one by one: a join would read the whole table
 * where it is small or its statistics are old.
 */
async function readRuns(pool: Pool, taken: readonly Taken[]): Promise<Run[]> {
  const { rows } = await pool.query<Row>(
    `SELECT r.workspace_id AS "workspaceId", r.id::text, r.leased_until::text AS lease, r.flow_id AS "flowId", r.version,
       f.rule_id AS "ruleId", r.campaign_id AS "campaignId", r.message_id::text AS "messageId", r.status, r.word,
       CASE WHEN r.status = 0 THEN (SELECT count(*)::int FROM flow_run o
         WHERE o.workspace_id = r.workspace_id AND o.message_id = r.message_id AND o.status = 0 AND o.id < r.id) ELSE 0 END AS "wordsBefore",
       ${ms("r.started_at")} AS "startedAt", r.path_id AS "pathId", r.step_id AS "stepId", r.visit, r.state,
       ${ms("r.entered_at")} AS "enteredAt", ${ms("r.resume_at")} AS "resumeAt", r.attempt_id AS "attemptId", r.tries,
       r.variables AS results, r.found_zone AS "foundZone", m.channel, n.provider, m.error_code AS "errorCode",
       m.error_text AS "errorText", m.country, m.template, m.provider_message_id AS "providerMessageId", m.recipient,
       m.recipient_user_id AS "recipientUserId", m.sender, m.time_zone AS "timeZone", c.name AS "campaignName",
       m.variables AS registered,
       coalesce(${ms("CASE r.status WHEN 1 THEN m.accepted_at WHEN 2 THEN m.sent_at WHEN 3 THEN m.delivered_at WHEN 4 THEN m.read_at WHEN 5 THEN m.rejected_at END")},
         ${ms("r.started_at")}) AS "occurredAt",
       array_remove(ARRAY[CASE WHEN m.status > 0 THEN 'accepted' END,
         CASE WHEN coalesce(m.sent_at, m.delivered_at, m.read_at) IS NOT NULL THEN 'sent' END,
         CASE WHEN coalesce(m.delivered_at, m.read_at) IS NOT NULL THEN 'delivered' END,
         CASE WHEN m.read_at IS NOT NULL THEN 'read' END, CASE WHEN m.rejected_at IS NOT NULL THEN 'rejected' END], NULL) AS has
     FROM unnest($1::int[], $2::bigint[], $3::timestamptz[]) AS t (ws, id, lease)
     CROSS JOIN LATERAL (SELECT * FROM flow_run WHERE workspace_id = t.ws AND id = t.id AND leased_until = t.lease LIMIT 1) AS r
     LEFT JOIN flow f ON f.workspace_id = r.workspace_id AND f.id = r.flow_id
     LEFT JOIN message m ON m.workspace_id = r.workspace_id AND m.id = r.message_id
     LEFT JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
     LEFT JOIN connection n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id`,
    [taken.map(({ workspaceId }) => workspaceId), taken.map(({ id }) => id), taken.map(({ lease }) => lease)],
  );
  return rows.map(runOf);
}

function runOf(row: Row): Run {
  const { workspaceId, id, lease, flowId, version, ruleId, campaignId, messageId, startedAt, pathId } = row;
  const { stepId, visit, state, enteredAt, resumeAt, attemptId, tries, results, foundZone, wordsBefore } =
    row;
  return {
    ...{ workspaceId, id, lease, flowId, version, ruleId, campaignId, messageId, startedAt, pathId },
    ...{ stepId, visit, state, enteredAt, resumeAt, attemptId, tries, results, foundZone, wordsBefore },
    status: statusOfCode(row.status),
    message: row.channel === null ? null : messageOf(row, CHANNELS[row.channel] ?? "whatsapp"),
  };
}

function messageOf(row: Row, channel: RunMessage["channel"]): RunMessage {
  const rejected = statusOfCode(row.status) === "rejected";
  return {
    word: row.word,
    reasonClass: rejected ? reasonClassOf(row.provider ?? "", channel, row.errorCode) : null,
    reasonCode: rejected ? row.errorCode : null,
    reasonText: rejected ? row.errorText : null,
    country: row.country,
    template: row.template,
    channel,
    messageId: row.providerMessageId,
    recipient: row.recipient ?? row.recipientUserId,
    sender: row.sender,
    occurredAt: row.occurredAt,
    timeZone: row.timeZone,
    campaignName: row.campaignName,
    registered: row.registered ?? {},
    has: new Set(row.has),
    people: [row.recipient, row.recipientUserId].filter((person) => person !== null),
  };
}

/** What became of the attempts that runs wait for, by their ids. */
export async function attemptsNow(pool: Pool, ids: readonly string[]): Promise<Map<string, AttemptNow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<AttemptNow & { id: string }>(
    "SELECT id, state, why FROM fallback_attempt WHERE id = ANY ($1::uuid[])",
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function endpointExists(pool: Pool, workspaceId: number, id: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT 1 FROM webhook_endpoint WHERE workspace_id = $1 AND id = $2",
    [workspaceId, id],
  );
  return rowCount !== 0;
}
