import "server-only";
import type { ClientBase, Pool } from "pg";
import type { AlertKind } from "@/lib/domain/alert/kinds";
import { NAMED_RULES, ofFlow, SENDS } from "@/lib/fallback/plan/flow-in-force";
import { budgetOf } from "@/lib/fallback/plan/own-budget";

export type WatchedWorkspace = {
  readonly id: number;
  readonly noWebhookMinutes: number;
  readonly budgetPercent: number;
};

/** A campaign's figures; `running`: something was sent or rejected in the last hours. */
export type CampaignShares = {
  readonly id: number;
  readonly name: string;
  readonly running: boolean;
  readonly attempted: number;
  readonly rejected: number;
  /** Sent at least an hour ago. */
  readonly sentOld: number;
  readonly sent: number;
  readonly delivered: number;
  readonly rejectedAfterSent: number;
  /** Delivered within about an hour of being sent. */
  readonly deliveredSoon: number;
};

export async function watchedWorkspaces(pool: Pool): Promise<WatchedWorkspace[]> {
  const { rows } = await pool.query<WatchedWorkspace>(
    `SELECT w.id, coalesce(s.no_webhook_minutes, 15) AS "noWebhookMinutes", coalesce(s.budget_percent, 80) AS "budgetPercent"
     FROM workspace w LEFT JOIN alert_settings s ON s.workspace_id = w.id WHERE NOT w.is_demo ORDER BY w.id`,
  );
  return rows;
}

/** Hours without a sent or rejected message after which a campaign runs no more. */
const RUNS_FOR = 3;
/** Newest past campaigns that make what is usual. */
const PAST = 60;
/** The last bucket of rollup_latency that lies within an hour: up to 2^(47/4) - 1 seconds. */
const HOUR_BUCKET = 46;

/** Running campaigns, and the newest others where there is a running one. Roll-ups only. */
export async function campaignShares(pool: Pool, workspaceId: number): Promise<CampaignShares[]> {
  const { rows } = await pool.query<CampaignShares>(
    `WITH c AS (
       SELECT id, name, EXISTS (SELECT FROM rollup_timing t WHERE t.workspace_id = $1 AND t.campaign_id = c.id
         AND t.quarter >= now() - $2 * interval '1 hour' AND (t.sent > 0 OR t.rejected > 0)) AS running
       FROM campaign c WHERE c.workspace_id = $1 AND c.unassigned_of IS NULL ORDER BY id DESC LIMIT 500),
     chosen AS (
       SELECT * FROM c WHERE running
       UNION ALL (SELECT * FROM c WHERE NOT running AND EXISTS (SELECT FROM c WHERE running) LIMIT $3))
     SELECT chosen.id, chosen.name, chosen.running, n.attempted, n.rejected, n.sent, n.delivered, n."rejectedAfterSent",
       (SELECT coalesce(sum(t.sent), 0)::int FROM rollup_timing t WHERE t.workspace_id = $1 AND t.campaign_id = chosen.id
          AND t.quarter <= now() - interval '75 minutes') AS "sentOld",
       (SELECT coalesce(sum(l.n), 0)::int FROM rollup_latency l WHERE l.workspace_id = $1 AND l.campaign_id = chosen.id
          AND l.kind = 1 AND l.bucket <= $4) AS "deliveredSoon"
     FROM chosen CROSS JOIN LATERAL (
       SELECT coalesce(sum(r.attempted), 0)::int AS attempted, coalesce(sum(r.sent), 0)::int AS sent,
         coalesce(sum(r.delivered), 0)::int AS delivered, coalesce(sum(r.rejected_after_sent), 0)::int AS "rejectedAfterSent",
         coalesce(sum(r.rejected_before_sent + r.rejected_after_sent), 0)::int AS rejected
       FROM rollup_cohort r WHERE r.workspace_id = $1 AND r.campaign_id = chosen.id) AS n`,
    [workspaceId, RUNS_FOR, PAST, HOUR_BUCKET],
  );
  return rows;
}

export type QuietConnection = {
  readonly id: number;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly lastReceived: number;
  readonly before: number;
  readonly waiting: number;
};

/**
 * Connections that were heard within a day and are silent for the minutes given. The counts stop at what
 * matters: nobody asks whether it was a hundred statuses or a million.
 */
export async function quietConnections(
  pool: Pool,
  workspaceId: number,
  minutes: number,
): Promise<QuietConnection[]> {
  const { rows } = await pool.query<QuietConnection>(
    `SELECT k.id, k.name, (extract(epoch FROM k.last_received_at) * 1000)::float8 AS "lastReceived",
       (SELECT count(*)::int FROM (
          SELECT FROM status_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
          WHERE e.workspace_id = $1 AND m.connection_id = k.id AND e.received_at > k.last_received_at - interval '30 minutes'
            AND e.received_at <= k.last_received_at + interval '1 minute' LIMIT 100) AS seen) AS before,
       (SELECT count(*)::int FROM (
          SELECT FROM (SELECT id FROM campaign WHERE workspace_id = $1 AND archived_at IS NULL ORDER BY id DESC LIMIT 20) AS c
          CROSS JOIN LATERAL (SELECT connection_id, status, seen_at FROM message m WHERE m.workspace_id = $1 AND m.campaign_id = c.id
            ORDER BY m.id DESC LIMIT 500) AS m
          WHERE m.connection_id = k.id AND m.status = 1 AND m.seen_at > now() - interval '3 hours'
            AND m.seen_at < now() - $2 * interval '1 minute' LIMIT 100) AS seen) AS waiting
     FROM connection k WHERE k.workspace_id = $1 AND k.removed_at IS NULL
       AND k.last_received_at < now() - $2 * interval '1 minute' AND k.last_received_at > now() - interval '1 day'`,
    [workspaceId, minutes],
  );
  return rows;
}

export type CampaignBudget = {
  readonly id: number;
  readonly name: string;
  readonly currency: string;
  /** Today in the workspace's zone, "YYYY-MM-DD". */
  readonly day: string;
  readonly campaignBudgetMicros: number | null;
  readonly dayBudgetMicros: number | null;
  readonly spentMicros: number;
  readonly spentTodayMicros: number;
};

/**
 * What campaigns have spent of what is allowed: by the rules that act in an automatic one, by the flow where it
 * sends by itself, whatever the mode. The account is one, so that the smallest of these budgets is used up first.
 */
export async function campaignBudgets(pool: Pool, workspaceId: number): Promise<CampaignBudget[]> {
  const { rows } = await pool.query<CampaignBudget>(
    `WITH spent AS (
       SELECT s.campaign_id, sum(s.micros)::float8 AS micros,
         coalesce(sum(s.micros) FILTER (WHERE s.day = (now() AT TIME ZONE w.time_zone)::date), 0)::float8 AS today
       FROM fallback_spend s JOIN workspace w ON w.id = s.workspace_id WHERE s.workspace_id = $1 GROUP BY 1)
     SELECT c.id, c.name, w.currency, to_char(now() AT TIME ZONE w.time_zone, 'YYYY-MM-DD') AS day,
       least(b.of_rules, ${flowBudget("campaign")})::float8 AS "campaignBudgetMicros",
       least(b.of_rules_a_day, ${flowBudget("day")})::float8 AS "dayBudgetMicros",
       spent.micros AS "spentMicros", spent.today AS "spentTodayMicros"
     FROM spent JOIN campaign c ON c.workspace_id = $1 AND c.id = spent.campaign_id JOIN workspace w ON w.id = $1
     CROSS JOIN LATERAL (
       SELECT min(nullif(${budgetOf("campaign", "c", "v")}, 0)) AS of_rules, min(nullif(${budgetOf("day", "c", "v")}, 0)) AS of_rules_a_day
       FROM fallback_rule r JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
       WHERE r.workspace_id = $1 AND r.archived_at IS NULL AND c.fallback_mode = 'automatic'
         AND (r.id = coalesce(c.fallback_rule_id, w.fallback_rule_id) OR r.id = ANY (coalesce(${ofFlow("c", NAMED_RULES)}, '{}')))) AS b
     WHERE c.archived_at IS NULL`,
    [workspaceId],
  );
  return rows;
}

const flowBudget = (of: "campaign" | "day"): string =>
  ofFlow(
    "c",
    `CASE WHEN ${SENDS} THEN nullif((v.definition #>> '{limits,${of}BudgetMicros}')::bigint, 0) END`,
  );

export type OpenAlert = { readonly kind: AlertKind; readonly key: string; readonly opened: number };

/** Open alerts of the kinds that are watched here. */
export async function openAlertsOf(
  pool: Pool,
  workspaceId: number,
  kinds: readonly AlertKind[],
): Promise<OpenAlert[]> {
  const { rows } = await pool.query<OpenAlert>(
    `SELECT kind, key, (extract(epoch FROM opened_at) * 1000)::float8 AS opened FROM alert
     WHERE workspace_id = $1 AND resolved_at IS NULL AND kind = ANY ($2)`,
    [workspaceId, kinds],
  );
  return rows;
}

/** Connections that have been silent since a moment and still exist, of those given. */
export async function stillSilent(
  pool: Pool,
  workspaceId: number,
  alerts: readonly OpenAlert[],
): Promise<Set<string>> {
  const { rows } = await pool.query<{ key: string }>(
    `SELECT k.id::text AS key FROM unnest($2::int[], $3::float8[]) AS a (id, opened)
     JOIN connection k ON k.workspace_id = $1 AND k.id = a.id AND k.removed_at IS NULL
       AND coalesce(k.last_received_at, 'epoch') <= 'epoch'::timestamptz + a.opened * interval '1 ms'`,
    [workspaceId, alerts.map(({ key }) => Number(key)), alerts.map(({ opened }) => opened)],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Runs `work` unless another process is at it. The lock ends with its connection. */
export async function onlyHere(pool: Pool, lock: number, work: () => Promise<void>): Promise<void> {
  const client: ClientBase & { release(): void } = await pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1) AS free", [lock]);
    if (rows[0].free) await work().finally(() => client.query("SELECT pg_advisory_unlock($1)", [lock]));
  } finally {
    client.release();
  }
}
