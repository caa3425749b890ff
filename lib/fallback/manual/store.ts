import "server-only";
import type { ClientBase } from "pg";
import { pool } from "@/lib/db/client";
import { ATTEMPT_STATES, type AttemptState } from "@/lib/domain/fallback/attempt";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";
import { type DueAttempt, failuresOf } from "@/lib/fallback/dispatch/store";

/** A rejected message with all that decides whether a fallback for it may leave now. */
export type Candidate = Omit<
  DueAttempt,
  "cycle" | "rule" | "ruleId" | "cause" | "id" | "position" | "triggeredAt" | "reached"
> & {
  /** Null: neither the campaign nor the workspace has a rule. */
  readonly ruleId: number | null;
  /** Highest cycle so far; null when nothing was ever planned. */
  readonly lastCycle: number | null;
};

/** In the order of ids, so that the preview and what is planned go through them alike. */
export async function findCandidates(
  client: ClientBase,
  workspaceId: WorkspaceId,
  messageIds: readonly string[],
  ruleId: number | null,
): Promise<Candidate[]> {
  const { rows } = await client.query<Candidate>(
    `SELECT m.id::text AS "messageId", m.campaign_id AS "campaignId", c.name AS "campaignName", m.recipient, m.country,
       m.time_zone AS "timeZone", m.time_zone_source > 0 AS "zoneRegistered", m.variables, w.time_zone AS "workspaceZone",
       c.fallback_mode AS mode, c.fallback_stopped_at IS NOT NULL AS "campaignStopped", w.fallback_halted_at IS NOT NULL AS halted,
       false AS delivered, false AS read,
       (SELECT s.reason FROM suppression s WHERE s.workspace_id = m.workspace_id
          AND s.recipient IN (m.recipient, m.recipient_user_id) AND s.reason IN ('opted_out', 'manual')
          AND (s.expires_at IS NULL OR s.expires_at > now()) LIMIT 1) AS suppression,
       m.error_code AS code,
       (SELECT n.provider FROM connection n WHERE n.workspace_id = m.workspace_id AND n.id = m.connection_id) AS provider,
       ${failuresOf("m.workspace_id", "m.id")} AS failures,
       coalesce($3, c.fallback_rule_id, w.fallback_rule_id) AS "ruleId",
       (SELECT max(a.cycle)::int FROM fallback_attempt a WHERE a.workspace_id = m.workspace_id AND a.message_id = m.id AND a.cause <> 'flow') AS "lastCycle"
     FROM message m JOIN workspace w ON w.id = m.workspace_id
     JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
     WHERE m.workspace_id = $1 AND m.id = ANY ($2::bigint[]) AND m.channel = 0 AND m.status = 5 ORDER BY m.id`,
    [workspaceId, messageIds, ruleId],
  );
  return rows;
}

export type RuleInForce = {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly rule: Rule;
};

/** Rules that are not archived, each in its version in force. */
export async function rulesInForce(client: ClientBase, workspaceId: WorkspaceId): Promise<RuleInForce[]> {
  const { rows } = await client.query<RuleInForce>(
    `SELECT r.id, r.version, r.name, v.definition AS rule FROM fallback_rule r
     JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
     WHERE r.workspace_id = $1 AND r.archived_at IS NULL AND r.flow_id IS NULL ORDER BY r.name, r.id`,
    [workspaceId],
  );
  return rows;
}

/** When each person was last tried on the channel, as the dispatcher sees it, but without its locks. */
export async function triesOf(
  client: ClientBase,
  workspaceId: WorkspaceId,
  channel: number,
  people: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ recipient: string; at: number }>(
    `SELECT recipient, (extract(epoch FROM max(dispatched_at)) * 1000)::float8 AS at FROM fallback_attempt
     WHERE workspace_id = $1 AND channel = $2 AND recipient = ANY ($3) AND state IN ('dispatching', 'accepted', 'delivered', 'unknown')
     GROUP BY 1`,
    [workspaceId, channel, people],
  );
  return new Map(rows.map((row) => [row.recipient, row.at]));
}

export type ApprovalLimits = {
  readonly count: number | null;
  readonly micros: number | null;
  /** In which prices, budgets and the limit are; ISO 4217. */
  readonly currency: string;
};

export async function approvalLimits(client: ClientBase, workspaceId: WorkspaceId): Promise<ApprovalLimits> {
  const { rows } = await client.query<ApprovalLimits>(
    `SELECT approval_count AS count, approval_micros::float8 AS micros, currency FROM workspace WHERE id = $1`,
    [workspaceId],
  );
  return rows[0] ?? { count: null, micros: null, currency: "USD" };
}

/** Of two requests with one id, the second waits here for the first and then finds its attempts. */
export const lockRequest = (client: ClientBase, workspaceId: WorkspaceId, requestId: string) =>
  client.query("SELECT pg_advisory_xact_lock(hashtextextended($1 || '|' || $2, 7224004))", [
    String(workspaceId),
    requestId,
  ]);

export type ManualAttempt = {
  readonly messageId: string;
  readonly ruleId: number;
  readonly ruleVersion: number;
  /** Index in CHANNELS. */
  readonly channel: number;
  readonly connectionId: number;
};

/** Plans the first steps of a batch, each in a cycle of its own, in one statement. */
export async function planBatch(
  client: ClientBase,
  workspaceId: WorkspaceId,
  batch: { readonly id: string; readonly plannedBy: string; readonly delay: number },
  planned: readonly ManualAttempt[],
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `WITH t AS (SELECT * FROM unnest($5::bigint[], $6::int[], $7::int[], $8::smallint[], $9::int[]) AS t (message, rule, version, channel, conn)),
     planned AS (
       INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, recipient, country, triggered_at, planned_by, batch_id, due_at)
       SELECT $1, m.id, m.campaign_id, 1 + coalesce((SELECT max(a.cycle) FROM fallback_attempt a WHERE a.workspace_id = $1 AND a.message_id = m.id AND a.cause <> 'flow'), 0),
         0, t.channel, t.conn, t.rule, t.version, 'manual', m.recipient, m.country, now(), $3, $2::uuid, now() + $4::float8 * interval '1 ms'
       FROM t JOIN message m ON m.workspace_id = $1 AND m.id = t.message
       ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING RETURNING id
     ), logged AS (
       INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT $1, id, 'planned', $3 FROM planned
     )
     SELECT count(*)::int AS n FROM planned`,
    [
      workspaceId,
      batch.id,
      batch.plannedBy,
      batch.delay,
      planned.map((row) => row.messageId),
      planned.map((row) => row.ruleId),
      planned.map((row) => row.ruleVersion),
      planned.map((row) => row.channel),
      planned.map((row) => row.connectionId),
    ],
  );
  return rows[0]?.n ?? 0;
}

export type BatchRow = {
  readonly people: number;
  readonly byState: Record<AttemptState, number>;
  readonly spentMicros: number;
  readonly currency: string;
  readonly plannedAt: Date;
};

/** First steps carry the batch's id; later ones belong to the same cycle of the same message. */
const OF_BATCH = `FROM fallback_attempt b JOIN fallback_attempt a
  ON a.workspace_id = b.workspace_id AND a.message_id = b.message_id AND a.cycle = b.cycle
  WHERE b.workspace_id = $1 AND b.batch_id = $2`;

/** Null when the workspace has no such batch. */
export async function findBatch(
  workspaceId: WorkspaceId,
  batchId: string,
  client: Pick<ClientBase, "query"> = pool(),
): Promise<BatchRow | null> {
  const { rows } = await client.query<{
    state: AttemptState;
    n: number;
    first: number;
    micros: number;
    plannedAt: Date;
  }>(
    `SELECT a.state, count(*)::int AS n, count(a.batch_id)::int AS first, min(b.planned_at) AS "plannedAt",
       coalesce(sum(coalesce(a.price_micros, a.estimate_micros)) FILTER (WHERE a.state IN ('dispatching', 'accepted', 'delivered', 'unknown')
         OR (a.state = 'failed' AND a.why IS DISTINCT FROM 'refused' AND a.why IS DISTINCT FROM 'never_left')), 0)::float8 AS micros
     ${OF_BATCH} GROUP BY 1`,
    [workspaceId, batchId],
  );
  const first = rows[0];
  if (!first) return null;
  const currency = await client.query<{ currency: string }>("SELECT currency FROM workspace WHERE id = $1", [
    workspaceId,
  ]);
  const byState = Object.fromEntries(ATTEMPT_STATES.map((state) => [state, 0])) as BatchRow["byState"];
  for (const { state, n } of rows) byState[state] = n;
  return {
    byState,
    people: rows.reduce((sum, row) => sum + row.first, 0),
    spentMicros: rows.reduce((sum, row) => sum + row.micros, 0),
    currency: currency.rows[0]?.currency ?? "USD",
    plannedAt: first.plannedAt,
  };
}

/** What of a batch has not left, locked: a dispatcher either has it already or passes it by. */
export async function lockPlannedOf(
  client: ClientBase,
  workspaceId: WorkspaceId,
  batchId: string,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT a.id ${OF_BATCH} AND a.state = 'planned' ORDER BY a.id FOR NO KEY UPDATE OF a`,
    [workspaceId, batchId],
  );
  return rows.map(({ id }) => id);
}

/**
 * The steps that would follow what of a batch is under way end before they are planned: they take the places in the
 * ledger at which they would be, so that neither a failure nor the end of a wait can plan them any more.
 * @returns how many
 */
export async function cancelFollowing(
  client: ClientBase,
  workspaceId: WorkspaceId,
  batchId: string,
  by: string,
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `WITH ended AS (
       INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
         cause, state, why, recipient, country, triggered_at, planned_by, due_at, ended_at)
       SELECT a.workspace_id, a.message_id, a.campaign_id, a.cycle, a.position + 1, CASE s.step ->> 'channel' WHEN 'sms' THEN 1 ELSE 2 END,
         (s.step ->> 'connectionId')::int, a.rule_id, a.rule_version, a.cause, 'cancelled', 'undone', a.recipient, a.country,
         a.triggered_at, a.planned_by, now(), now()
       FROM (SELECT a.* ${OF_BATCH} AND a.state IN ('dispatching', 'accepted', 'unknown')) AS a
       JOIN fallback_rule_version v ON v.workspace_id = a.workspace_id AND v.rule_id = a.rule_id AND v.version = a.rule_version
       CROSS JOIN LATERAL (SELECT v.definition -> 'steps' -> (a.position + 1) AS step) AS s WHERE s.step IS NOT NULL
       ORDER BY a.message_id, a.cycle
       ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING RETURNING id
     ), logged AS (
       INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT $1, id, 'cancelled', 'undone · ' || $3::text FROM ended
     )
     SELECT count(*)::int AS n FROM ended`,
    [workspaceId, batchId, by],
  );
  return rows[0]?.n ?? 0;
}
