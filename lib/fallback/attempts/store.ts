import "server-only";
import { pool } from "@/lib/db/client";
import { numberHolds } from "@/lib/db/number-holds";
import { ATTEMPT_STATES, type AttemptState } from "@/lib/domain/fallback/attempt";
import type { WorkspaceId } from "@/lib/domain/ids";
import { ATTEMPT_COUNTS, charged, followsDelivery, RECOVERED } from "@/lib/fallback/rollup/differences";

export type AttemptFilter = {
  readonly campaignId?: number | undefined;
  readonly state?: AttemptState | undefined;
  /** Index in CHANNELS. */
  readonly channel?: number | undefined;
  readonly cause?: string | undefined;
  readonly batchId?: string | undefined;
  readonly messageId?: bigint | undefined;
  readonly id?: string | undefined;
  readonly people?: "sent_to" | "recovered" | undefined;
  /** Of messages first heard of in [from, to). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Exactly this number. */
  readonly exactly?: string | undefined;
  /** Digits inside the number, four and more. */
  readonly digits?: string | undefined;
};

export type AttemptRow = {
  readonly id: string;
  readonly messageId: string;
  readonly campaignId: number;
  readonly campaignName: string;
  readonly cycle: number;
  readonly position: number;
  readonly channel: number;
  readonly connectionId: number;
  readonly connectionName: string;
  readonly ruleId: number;
  readonly ruleName: string;
  readonly ruleVersion: number;
  readonly cause: string;
  readonly state: AttemptState;
  readonly why: string | null;
  readonly recipient: string | null;
  readonly country: string | null;
  readonly triggeredAt: Date;
  readonly plannedAt: Date;
  readonly plannedBy: string | null;
  readonly dueAt: Date;
  readonly dispatchedAt: Date | null;
  readonly endedAt: Date | null;
  readonly tries: number;
  readonly providerMessageId: string | null;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly answeredBy: string | null;
  readonly confirmed: boolean;
  readonly segments: number | null;
  readonly estimateMicros: number | null;
  readonly priceMicros: number | null;
  readonly currency: string;
};

/** Newest first, ties by id. */
export type AttemptKey = { readonly plannedAt: Date; readonly id: string };

/** One page beyond a place of the list. */
export async function findAttempts(
  workspaceId: WorkspaceId,
  filter: AttemptFilter,
  after: AttemptKey | null,
  limit: number,
): Promise<AttemptRow[]> {
  const { conditions, values } = conditionsOf(workspaceId, filter);
  if (after) {
    values.push(after.plannedAt, after.id);
    conditions.push(`(a.planned_at, a.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`);
  }
  values.push(limit);
  const { rows } = await pool().query<AttemptRow>(
    `SELECT a.id, a.message_id::text AS "messageId", a.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName",
       a.cycle, a.position, a.channel, a.connection_id AS "connectionId", coalesce(n.name, '') AS "connectionName",
       a.rule_id AS "ruleId", coalesce(r.name, '') AS "ruleName", a.rule_version AS "ruleVersion", a.cause, a.state, a.why,
       a.recipient, a.country, a.triggered_at AS "triggeredAt", a.planned_at AS "plannedAt", a.planned_by AS "plannedBy",
       a.due_at AS "dueAt", a.dispatched_at AS "dispatchedAt", a.ended_at AS "endedAt", a.tries,
       a.provider_message_id AS "providerMessageId", a.error_code AS "errorCode", a.error_text AS "errorText",
       a.answered_by AS "answeredBy", a.confirmed, a.segments, a.estimate_micros::float8 AS "estimateMicros",
       a.price_micros::float8 AS "priceMicros", w.currency
     FROM fallback_attempt a JOIN workspace w ON w.id = a.workspace_id
     LEFT JOIN campaign c ON c.workspace_id = a.workspace_id AND c.id = a.campaign_id
     LEFT JOIN connection n ON n.workspace_id = a.workspace_id AND n.id = a.connection_id
     LEFT JOIN fallback_rule r ON r.workspace_id = a.workspace_id AND r.id = a.rule_id
     WHERE ${conditions.join(" AND ")} ORDER BY a.planned_at DESC, a.id DESC LIMIT $${values.length}`,
    values,
  );
  return rows;
}

function conditionsOf(workspaceId: WorkspaceId, filter: AttemptFilter) {
  const values: unknown[] = [workspaceId];
  const conditions = ["a.workspace_id = $1"];
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add((place) => `a.campaign_id = ${place}::int`, filter.campaignId);
  add((place) => `a.state = ${place}`, filter.state);
  add((place) => `a.channel = ${place}::smallint`, filter.channel);
  add((place) => `a.cause = ${place}`, filter.cause);
  add((place) => `a.batch_id = ${place}::uuid`, filter.batchId);
  add((place) => `a.message_id = ${place}::bigint`, filter.messageId);
  add((place) => `a.id = ${place}::uuid`, filter.id);
  add((place) => `a.recipient = ${place}`, filter.exactly);
  if (filter.digits !== undefined) conditions.push(numberHolds("a", workspaceId, filter.digits, values));
  if (filter.people === "sent_to") conditions.push(`${charged("a")} AND NOT ${followsDelivery("a")}`);
  if (filter.people === "recovered")
    conditions.push(`a.state = 'delivered' AND NOT ${followsDelivery("a")} AND ${outcome(RECOVERED)}`);
  add((place) => outcome(`hour >= ${place}`), filter.from);
  add((place) => outcome(`hour < ${place}`), filter.to);
  return { conditions, values };
}

/** What reports know of the attempt's message. */
const outcome = (condition: string): string => `EXISTS (SELECT FROM fallback_outcome o
  WHERE o.workspace_id = a.workspace_id AND o.message_id = a.message_id AND ${condition})`;

export type LogRow = {
  readonly attemptId: string;
  readonly at: Date;
  readonly kind: string;
  readonly detail: string | null;
};

/** Timelines of some attempts, oldest entry first. */
export async function findAttemptLogs(
  workspaceId: WorkspaceId,
  attemptIds: readonly string[],
): Promise<LogRow[]> {
  const { rows } = await pool().query<LogRow>(
    `SELECT attempt_id AS "attemptId", at, kind, detail FROM fallback_attempt_log
     WHERE workspace_id = $1 AND attempt_id = ANY ($2::uuid[]) ORDER BY id LIMIT 2000`,
    [workspaceId, attemptIds],
  );
  return rows;
}

type CountedStates = Record<AttemptState, number>;
const stateCounts = (rows: readonly { state: AttemptState; n: number }[]): CountedStates => {
  const counts = Object.fromEntries(ATTEMPT_STATES.map((state) => [state, 0])) as CountedStates;
  for (const { state, n } of rows) counts[state] = n;
  return counts;
};

/** Attempts by state, and the account of the money, from roll-ups. */
export async function totalAttempts(
  workspaceId: WorkspaceId,
  campaignId: number | null,
): Promise<{ byState: CountedStates; spentMicros: number; currency: string }> {
  const [states, money] = await Promise.all([
    pool().query<{ state: AttemptState; n: number }>(
      `SELECT state, sum(attempts)::int AS n FROM (${ATTEMPT_COUNTS}) AS counted
       WHERE $2::int IS NULL OR campaign_id = $2 GROUP BY 1`,
      [workspaceId, campaignId],
    ),
    pool().query<{ spentMicros: number; currency: string }>(
      `SELECT w.currency, coalesce((SELECT sum(s.micros) FROM fallback_spend s
         WHERE s.workspace_id = w.id AND ($2::int IS NULL OR s.campaign_id = $2)), 0)::float8 AS "spentMicros"
       FROM workspace w WHERE w.id = $1`,
      [workspaceId, campaignId],
    ),
  ]);
  const { spentMicros = 0, currency = "USD" } = money.rows[0] ?? {};
  return { byState: stateCounts(states.rows), spentMicros, currency };
}

/** Campaigns that have attempts, for the filter. */
export async function campaignsWithAttempts(
  workspaceId: WorkspaceId,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await pool().query<{ id: number; name: string }>(
    `SELECT c.id, c.name FROM campaign c WHERE c.workspace_id = $1
       AND c.id IN (SELECT campaign_id FROM (${ATTEMPT_COUNTS}) AS counted GROUP BY 1 HAVING sum(attempts) > 0)
     ORDER BY c.id DESC LIMIT 500`,
    [workspaceId],
  );
  return rows;
}
