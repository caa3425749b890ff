import "server-only";
import type { ClientBase, Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { type Attempt, isFinal, type UnknownPolicy } from "@/lib/domain/fallback/attempt";
import type { Rule, Step } from "@/lib/domain/fallback/rule";
import { CHANNELS } from "@/lib/domain/message/status";

export type LockedAttempt = Attempt & {
  readonly campaignId: number;
  readonly messageId: string;
  readonly cycle: number;
  readonly cause: string;
  readonly position: number;
  readonly connectionId: number;
  /** Of the connection. */
  readonly provider: string | null;
  readonly rule: Rule;
  readonly unknownPolicy: UnknownPolicy;
  /** The workspace's; ISO 4217. */
  readonly currency: string;
  readonly estimateMicros: number | null;
  readonly priceMicros: number | null;
};

/** The attempt, locked until the transaction ends; null when this workspace has none of that id. */
export async function lockAttempt(
  client: ClientBase,
  workspaceId: number,
  id: string,
): Promise<LockedAttempt | null> {
  const { rows } = await client.query<LockedAttempt>(
    `SELECT a.state, a.why, a.tries, a.campaign_id AS "campaignId", a.message_id::text AS "messageId", a.cycle, a.cause, a.position,
       a.connection_id AS "connectionId", v.definition AS rule,
       (SELECT n.provider FROM connection n WHERE n.workspace_id = a.workspace_id AND n.id = a.connection_id) AS provider, w.unknown_policy AS "unknownPolicy", w.currency,
       a.estimate_micros::float8 AS "estimateMicros", a.price_micros::float8 AS "priceMicros"
     FROM fallback_attempt a JOIN workspace w ON w.id = a.workspace_id
     JOIN fallback_rule_version v ON v.workspace_id = a.workspace_id AND v.rule_id = a.rule_id AND v.version = a.rule_version
     WHERE a.workspace_id = $1 AND a.id = $2 FOR NO KEY UPDATE OF a`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** The step that an attempt of this connection carries out; null when it has none of that id. */
export async function stepOfAttempt(
  pool: Pool,
  workspaceId: number,
  connectionId: number,
  id: string,
): Promise<Step | null> {
  const { rows } = await pool.query<{ step: Step | null }>(
    `SELECT v.definition -> 'steps' -> a.position::int AS step FROM fallback_attempt a
     JOIN fallback_rule_version v ON v.workspace_id = a.workspace_id AND v.rule_id = a.rule_id AND v.version = a.rule_version
     WHERE a.workspace_id = $1 AND a.connection_id = $2 AND a.id = $3`,
    [workspaceId, connectionId, id],
  );
  return rows[0]?.step ?? null;
}

/** What is learned about an attempt beside its state. */
export type Learned = {
  readonly providerMessageId?: string;
  readonly segments?: number;
  readonly priceMicros?: number;
  readonly errorCode?: string;
  readonly errorText?: string;
  readonly answeredBy?: string;
  readonly confirmed?: boolean;
};

/**
 * Writes a transition.
 * @param when - milliseconds, null for never, undefined for unchanged: when the next step is planned (`nextAt`), and when
 *   the provider is asked for its price (`priceAt`, which needs its id of the message)
 */
export async function writeAttempt(
  client: ClientBase,
  workspaceId: number,
  id: string,
  next: Attempt,
  learned: Learned,
  when: { readonly dueAt?: number; readonly nextAt?: number | null; readonly priceAt?: number | null },
): Promise<void> {
  await client.query(
    `UPDATE fallback_attempt SET state = $3, why = $4, tries = $5,
       provider_message_id = coalesce($6, provider_message_id), segments = coalesce($7, segments),
       price_micros = coalesce($8, price_micros), error_code = coalesce($9, error_code), error_text = coalesce($10, error_text),
       answered_by = coalesce($11, answered_by), confirmed = confirmed OR coalesce($12, false),
       due_at = CASE WHEN $13::float8 IS NULL THEN due_at ELSE 'epoch'::timestamptz + $13 * interval '1 ms' END,
       next_at = CASE WHEN $14 THEN 'epoch'::timestamptz + $15::float8 * interval '1 ms' ELSE next_at END,
       ended_at = CASE WHEN $16 THEN coalesce(ended_at, now()) END,
       price_at = CASE WHEN NOT $17 THEN price_at WHEN coalesce($6, provider_message_id) IS NOT NULL
         THEN 'epoch'::timestamptz + $18::float8 * interval '1 ms' END
     WHERE workspace_id = $1 AND id = $2`,
    [
      workspaceId,
      id,
      next.state,
      next.why,
      next.tries,
      learned.providerMessageId ?? null,
      learned.segments ?? null,
      learned.priceMicros ?? null,
      learned.errorCode ?? null,
      learned.errorText ?? null,
      learned.answeredBy ?? null,
      learned.confirmed ?? null,
      when.dueAt ?? null,
      when.nextAt !== undefined,
      when.nextAt ?? null,
      isFinal(next.state),
      when.priceAt !== undefined,
      when.priceAt ?? null,
    ],
  );
}

export async function logAttempt(
  client: ClientBase,
  workspaceId: number,
  attemptId: string,
  kind: string,
  detail: string | null,
): Promise<void> {
  await client.query(
    "INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) VALUES ($1, $2, $3, $4)",
    [workspaceId, attemptId, kind, detail],
  );
}

/** Moves the account from the estimate to what it came to; negative for what was not sent after all. */
export async function correctSpend(
  client: ClientBase,
  workspaceId: number,
  id: string,
  micros: number,
): Promise<void> {
  if (micros === 0) return;
  await client.query(
    `UPDATE fallback_spend s SET micros = s.micros + $3 FROM fallback_attempt a JOIN workspace w ON w.id = a.workspace_id
     WHERE a.workspace_id = $1 AND a.id = $2 AND s.workspace_id = $1 AND s.campaign_id = a.campaign_id
       AND s.day = (a.dispatched_at AT TIME ZONE w.time_zone)::date`,
    [workspaceId, id, micros],
  );
}

/**
 * Other steps for somebody whom this one has reached. By rule and by hand: later ones, an earlier one that is
 * planned again because it never left, and those of the message's other cycles; only what a person has just asked
 * for stands. Of a flow: what the same run planned afterwards. A run is at one step at a time, so that this lies
 * behind the step in the graph, wherever it is drawn; what other runs and rules send is nothing of this one's.
 */
export async function cancelOthers(
  client: ClientBase,
  workspaceId: number,
  { messageId, cycle, position, cause }: LockedAttempt,
): Promise<void> {
  const isOther =
    cause === "flow"
      ? `cause = 'flow' AND (cycle - $3) % 10 = 0 AND planned_at > (SELECT o.planned_at FROM fallback_attempt o
           WHERE o.workspace_id = $1 AND o.message_id = $2 AND o.cycle = $3 AND o.position = $4)`
      : "cause <> 'flow' AND CASE WHEN cycle = $3 THEN position <> $4 ELSE position > 0 OR cause <> 'manual' END";
  const params = [workspaceId, messageId, cycle, position];
  await client.query(
    `WITH moved AS (
       UPDATE fallback_attempt SET state = 'cancelled', why = 'fallback_reached', ended_at = now(), next_at = NULL
       WHERE workspace_id = $1 AND message_id = $2 AND ${isOther} AND state = 'planned' RETURNING id)
     INSERT INTO fallback_attempt_log (workspace_id, attempt_id, kind, detail) SELECT $1, id, 'cancelled', 'fallback_reached' FROM moved`,
    params,
  );
  // Nor does one that is under way leave the person to a step after it. Whoever moves one meanwhile sees to it.
  await client.query(
    `UPDATE fallback_attempt SET next_at = NULL WHERE workspace_id = $1 AND id = ANY (ARRAY (
       SELECT id FROM fallback_attempt WHERE workspace_id = $1 AND message_id = $2 AND ${isOther} AND next_at IS NOT NULL
       FOR NO KEY UPDATE SKIP LOCKED))`,
    params,
  );
}

/** Plans the next step of an attempt that waited long enough, and takes its mark away, together. */
export const leaveToNextStep = (
  pool: Pool,
  workspaceId: number,
  id: string,
  next: Step | null,
  now: number,
): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      "UPDATE fallback_attempt SET next_at = NULL WHERE workspace_id = $1 AND id = $2 AND next_at <= now()",
      [workspaceId, id],
    );
    if (rowCount === 0 || !next) return;
    await planNext(client, workspaceId, [{ after: id, step: next, dueAt: now }]);
  });

/** What follows an attempt; due at a time in milliseconds since the epoch. */
export type NextStep = { readonly after: string; readonly step: Step; readonly dueAt: number };

/** Plans the steps after these attempts; a repeat plans nothing. */
export async function planNext(
  client: ClientBase,
  workspaceId: number,
  nexts: readonly NextStep[],
): Promise<void> {
  if (nexts.length === 0) return;
  await client.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, recipient, country, triggered_at, planned_by, due_at)
     SELECT workspace_id, message_id, campaign_id, cycle, position + 1, t.channel, t.conn, rule_id, rule_version, cause, recipient, country,
       triggered_at, planned_by, 'epoch'::timestamptz + t.due * interval '1 ms'
     FROM fallback_attempt JOIN unnest($2::uuid[], $3::smallint[], $4::int[], $5::float8[]) AS t (after, channel, conn, due) ON id = t.after
     WHERE workspace_id = $1 ORDER BY message_id, cycle
     ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING`,
    [
      workspaceId,
      nexts.map(({ after }) => after),
      nexts.map(({ step }) => CHANNELS.indexOf(step.channel)),
      nexts.map(({ step }) => step.connectionId),
      nexts.map(({ dueAt }) => dueAt),
    ],
  );
}
