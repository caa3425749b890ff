import "server-only";
import type { ClientBase, Pool } from "pg";
import type { AttemptWhy } from "@/lib/domain/fallback/attempt";
import type { FallbackMode, Rule } from "@/lib/domain/fallback/rule";
import { waits } from "@/lib/fallback/dispatch/due-store";
import { ruleWithinBudget } from "@/lib/fallback/plan/own-budget";

/** `channel`: index in CHANNELS. */
export type Failure = { readonly provider: string; readonly channel: number; readonly code: string };

/** A list of `Failure` as JSON. @param workspaceId - and messageId: columns of the query */
export const failuresOf = (workspaceId: string, messageId: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('provider', n.provider, 'channel', f.channel, 'code', f.error_code)), '[]')
     FROM fallback_attempt f JOIN connection n ON n.workspace_id = f.workspace_id AND n.id = f.connection_id
     WHERE f.workspace_id = ${workspaceId} AND f.message_id = ${messageId} AND f.state = 'failed' AND f.error_code IS NOT NULL)`;

/** An attempt that is due, with all that decides whether it may leave. Times in milliseconds since the epoch. */
export type DueAttempt = {
  readonly id: string;
  readonly messageId: string;
  readonly campaignId: number;
  readonly campaignName: string;
  readonly position: number;
  readonly cycle: number;
  readonly ruleId: number;
  readonly cause: string;
  readonly recipient: string | null;
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly zoneRegistered: boolean;
  readonly workspaceZone: string;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly triggeredAt: number;
  readonly mode: FallbackMode;
  readonly campaignStopped: boolean;
  readonly halted: boolean;
  readonly delivered: boolean;
  readonly read: boolean;
  /** By another step, or another cycle since; see `cancelOthers`. Never looked up for a first step that has not left before. */
  readonly reached: boolean;
  readonly suppression: string | null;
  /** Of the rejection on WhatsApp; null where the message is not rejected, or the provider gave none. */
  readonly code: string | null;
  /** Of the WhatsApp message. */
  readonly provider: string | null;
  /** What other attempts for the message failed by: a person may say stop on any channel. */
  readonly failures: readonly Failure[];
  readonly rule: Rule;
};

/**
 * Requests that the connection's rate allows now; the row is locked until the transaction ends, so that all
 * processes share one rate. Up to a second's worth may leave at once.
 */
export async function allowance(
  client: ClientBase,
  workspaceId: number,
  connectionId: number,
  wanted: number,
): Promise<number> {
  const { rows } = await client.query<{ rate: number; behind: number }>(
    `SELECT send_rate AS rate,
       extract(epoch FROM clock_timestamp() - greatest(coalesce(send_next_at, 'epoch'), clock_timestamp() - interval '1 s'))::float8 AS behind
     FROM connection WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL FOR NO KEY UPDATE`,
    [workspaceId, connectionId],
  );
  const row = rows[0];
  // A removed connection sends nothing; its attempts are looked at nevertheless, to be ended with a reason.
  if (!row) return wanted;
  return Math.max(0, Math.min(wanted, Math.floor(row.behind * row.rate)));
}

export async function takePace(
  client: ClientBase,
  workspaceId: number,
  connectionId: number,
  n: number,
): Promise<void> {
  if (n === 0) return;
  await client.query(
    `UPDATE connection SET send_next_at = greatest(coalesce(send_next_at, 'epoch'), clock_timestamp() - interval '1 s') + $3 * interval '1 s' / send_rate
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, connectionId, n],
  );
}

/**
 * Takes due attempts of one connection for this transaction and locks what decides about them: the
 * workspace's kill switch and the campaigns with their budgets, in this order in every process.
 */
export async function takeDue(
  client: ClientBase,
  workspaceId: number,
  connectionId: number,
  limit: number,
): Promise<DueAttempt[]> {
  const { rows: taken } = await client.query<{ id: string; campaignId: number }>(
    `SELECT a.id, a.campaign_id AS "campaignId" FROM fallback_attempt a
     WHERE a.workspace_id = $1 AND a.connection_id = $2 AND ${waits("a")} AND a.due_at <= now()
     ORDER BY a.due_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED`,
    [workspaceId, connectionId, limit],
  );
  if (taken.length === 0) return [];
  await client.query("SELECT 1 FROM workspace WHERE id = $1 FOR SHARE", [workspaceId]);
  await client.query(
    "SELECT 1 FROM campaign WHERE workspace_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE",
    [workspaceId, [...new Set(taken.map((row) => row.campaignId))]],
  );
  // A statement of its own, after the locks: it sees what others have committed meanwhile.
  const { rows } = await client.query<DueAttempt>(
    `SELECT a.id, a.message_id::text AS "messageId", a.campaign_id AS "campaignId", c.name AS "campaignName", a.position, a.cycle,
       a.rule_id AS "ruleId", a.cause, coalesce(a.recipient, m.recipient) AS recipient, m.country, m.time_zone AS "timeZone",
       m.time_zone_source > 0 AS "zoneRegistered", coalesce(a.variables, m.variables) AS variables, w.time_zone AS "workspaceZone",
       (extract(epoch FROM a.triggered_at) * 1000)::float8 AS "triggeredAt", CASE WHEN c.archived_at IS NULL THEN c.fallback_mode ELSE 'off' END AS mode,
       c.fallback_stopped_at IS NOT NULL AS "campaignStopped", w.fallback_halted_at IS NOT NULL AS halted,
       coalesce(m.status IN (3, 4), false) AS delivered, coalesce(m.status = 4, false) AS read,
       a.cause <> 'flow' AND (a.position > 0 OR a.dispatched_at IS NOT NULL) AND EXISTS (
         SELECT 1 FROM fallback_attempt o WHERE o.workspace_id = a.workspace_id AND o.message_id = a.message_id AND o.id <> a.id
           AND o.cause <> 'flow' AND o.state = 'delivered' AND (o.cycle = a.cycle
             OR (o.ended_at > a.triggered_at AND (a.position > 0 OR a.cause <> 'manual')))) AS reached,
       (SELECT s.reason FROM suppression s WHERE s.workspace_id = a.workspace_id
          AND s.recipient IN (a.recipient, m.recipient, m.recipient_user_id) AND s.reason IN ('opted_out', 'manual')
          AND (s.expires_at IS NULL OR s.expires_at > now()) LIMIT 1) AS suppression,
       CASE WHEN m.status = 5 THEN m.error_code END AS code,
       (SELECT n.provider FROM connection n WHERE n.workspace_id = m.workspace_id AND n.id = m.connection_id) AS provider,
       CASE WHEN a.position > 0 OR a.cause IN ('flow', 'manual') THEN ${failuresOf("a.workspace_id", "a.message_id")} ELSE '[]' END AS failures,
       ${ruleWithinBudget("a", "c", "v")} AS rule
     FROM fallback_attempt a JOIN workspace w ON w.id = a.workspace_id
     JOIN campaign c ON c.workspace_id = a.workspace_id AND c.id = a.campaign_id
     JOIN fallback_rule_version v ON v.workspace_id = a.workspace_id AND v.rule_id = a.rule_id AND v.version = a.rule_version
     LEFT JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id
     WHERE a.workspace_id = $1 AND a.id = ANY ($2) ORDER BY a.due_at, a.id`,
    [workspaceId, taken.map((row) => row.id)],
  );
  return rows;
}

/** Millionths spent by each campaign, in all and on the workspace's present day. */
export async function spentOf(
  client: ClientBase,
  workspaceId: number,
  campaignIds: readonly number[],
): Promise<Map<number, { campaign: number; day: number }>> {
  const { rows } = await client.query<{ id: number; campaign: number; day: number }>(
    `SELECT s.campaign_id AS id, sum(s.micros)::float8 AS campaign,
       coalesce(sum(s.micros) FILTER (WHERE s.day = (now() AT TIME ZONE w.time_zone)::date), 0)::float8 AS day
     FROM fallback_spend s JOIN workspace w ON w.id = s.workspace_id
     WHERE s.workspace_id = $1 AND s.campaign_id = ANY ($2) GROUP BY 1`,
    [workspaceId, campaignIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * When each person was last tried on the channel within the hours given. Takes a lock for each of them
 * first, in order, so that of two processes with the same person the second sees the first.
 */
export async function lastTries(
  client: ClientBase,
  workspaceId: number,
  channel: number,
  people: readonly string[],
): Promise<Map<string, number>> {
  const sorted = [...new Set(people)].sort();
  await client.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT hashtextextended($1 || '|' || $2 || '|' || person, 7224003) AS key FROM unnest($3::text[]) AS person ORDER BY 1) AS keys`,
    [String(workspaceId), String(channel), sorted],
  );
  const { rows } = await client.query<{ recipient: string; at: number }>(
    `SELECT recipient, (extract(epoch FROM max(dispatched_at)) * 1000)::float8 AS at FROM fallback_attempt
     WHERE workspace_id = $1 AND channel = $2 AND recipient = ANY ($3) AND state IN ('dispatching', 'accepted', 'delivered', 'unknown')
     GROUP BY 1`,
    [workspaceId, channel, sorted],
  );
  return new Map(rows.map((row) => [row.recipient, row.at]));
}

/** Puts attempts into `dispatching`: from here on nobody may send them again. */
export async function markDispatching(
  client: ClientBase,
  workspaceId: number,
  leaving: readonly {
    id: string;
    campaignId: number;
    recipient: string;
    estimateMicros: number;
    segments: number | null;
  }[],
): Promise<void> {
  if (leaving.length === 0) return;
  await client.query(
    `WITH t AS (SELECT * FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::smallint[]) AS t (id, recipient, micros, segments)),
     moved AS (
       UPDATE fallback_attempt a SET state = 'dispatching', why = NULL, dispatched_at = now(), recipient = t.recipient,
         estimate_micros = t.micros, segments = t.segments FROM t WHERE a.workspace_id = $1 AND a.id = t.id
       RETURNING a.id, a.campaign_id, t.micros
     ), logged AS (
       INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind) SELECT $1, id, 'dispatching' FROM moved
     )
     INSERT INTO fallback_spend AS s (workspace_id, campaign_id, day, micros, attempts)
     SELECT $1, campaign_id, (now() AT TIME ZONE w.time_zone)::date, sum(micros), count(*) FROM moved, workspace w WHERE w.id = $1
     GROUP BY 2, 3 ON CONFLICT (workspace_id, campaign_id, day) DO UPDATE SET micros = s.micros + excluded.micros, attempts = s.attempts + excluded.attempts`,
    [
      workspaceId,
      leaving.map((row) => row.id),
      leaving.map((row) => row.recipient),
      leaving.map((row) => row.estimateMicros),
      leaving.map((row) => row.segments),
    ],
  );
}

/** A second at least: this process's clock may be behind the database's, which says what is due. */
export async function postpone(
  client: ClientBase,
  workspaceId: number,
  waiting: readonly { readonly id: string; readonly until: number; readonly why: string }[],
): Promise<void> {
  if (waiting.length === 0) return;
  await client.query(
    `UPDATE fallback_attempt a SET due_at = greatest('epoch'::timestamptz + t.until * interval '1 ms', now() + interval '1 s'), why = t.why
     FROM unnest($2::uuid[], $3::float8[], $4::text[]) AS t (id, until, why) WHERE a.workspace_id = $1 AND a.id = t.id`,
    [
      workspaceId,
      waiting.map((row) => row.id),
      waiting.map((row) => row.until),
      waiting.map((row) => row.why),
    ],
  );
}

/** Ends attempts that never left. @param by - the person who wanted it; null where nobody did */
export async function endPlanned(
  client: ClientBase,
  workspaceId: number,
  ended: readonly { id: string; state: "cancelled" | "skipped"; why: AttemptWhy }[],
  by: string | null = null,
): Promise<void> {
  if (ended.length === 0) return;
  await client.query(
    `WITH moved AS (
       UPDATE fallback_attempt a SET state = t.state, why = t.why, ended_at = now(), next_at = NULL
       FROM unnest($2::uuid[], $3::text[], $4::text[]) AS t (id, state, why) WHERE a.workspace_id = $1 AND a.id = t.id
       RETURNING a.id, t.state, t.why)
     INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT $1, id, state, concat_ws(' · ', why, $5::text) FROM moved`,
    [workspaceId, ended.map((row) => row.id), ended.map((row) => row.state), ended.map((row) => row.why), by],
  );
}

/** An answer of the usual kind: accepted, without a price that would change the account. */
export type AcceptedAnswer = {
  readonly workspaceId: number;
  readonly attemptId: string;
  readonly providerMessageId: string;
  readonly segments: number | null;
  /** When the next step is planned if this one does not reach the person; ms since the epoch. */
  readonly nextAt: number | null;
  /** Redacted. */
  readonly answer: string;
};

/**
 * `dispatching` → `accepted`, exactly as `transition` has it, for many at once. Attempts in another state
 * (a callback was faster, the reaper gave them up) are left alone.
 * @returns ids of the attempts that were moved
 */
export async function storeAccepted(
  pool: Pool,
  answers: readonly AcceptedAnswer[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH t AS (
       SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::smallint[], $5::float8[], $6::text[]) AS t (ws, id, provider_id, segments, next, answer)
     ), moved AS (
       UPDATE fallback_attempt a SET state = 'accepted', why = NULL, provider_message_id = t.provider_id,
         segments = coalesce(t.segments, a.segments), next_at = 'epoch'::timestamptz + t.next * interval '1 ms'
       FROM t WHERE a.workspace_id = t.ws AND a.id = t.id AND a.state = 'dispatching' RETURNING a.workspace_id, a.id, t.answer
     ), logged AS (
       INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT workspace_id, id, 'accepted', answer FROM moved
     )
     SELECT id FROM moved`,
    [
      answers.map((row) => row.workspaceId),
      answers.map((row) => row.attemptId),
      answers.map((row) => row.providerMessageId),
      answers.map((row) => row.segments),
      answers.map((row) => row.nextAt),
      answers.map((row) => row.answer),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
