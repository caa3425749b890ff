import "server-only";
import type { Pool } from "pg";
import type { Locale } from "@/lib/auth/context";

export type DueDigest = {
  readonly workspaceId: number;
  readonly userId: number;
  readonly workspace: string;
  readonly email: string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** The reader's today, "YYYY-MM-DD". */
  readonly today: string;
};

/** Seconds until a digest that failed, or whose worker died, is tried again. */
const PAUSE = 600;

/** Digests whose hour has come in their reader's zone and that have not left today. Taken ones rest. */
export async function takeDueDigests(pool: Pool, now: number): Promise<DueDigest[]> {
  const { rows } = await pool.query<DueDigest>(
    `WITH clock AS (SELECT 'epoch'::timestamptz + $1::float8 * interval '1 ms' AS moment),
     due AS (
       SELECT d.workspace_id, d.user_id FROM clock, digest_preference d
       WHERE d.enabled AND (d.retry_at IS NULL OR d.retry_at <= moment)
         AND extract(hour FROM moment AT TIME ZONE d.time_zone) >= d.hour
         AND coalesce(d.sent_on, '-infinity') < (moment AT TIME ZONE d.time_zone)::date
       LIMIT 50 FOR UPDATE OF d SKIP LOCKED),
     taken AS (
       UPDATE digest_preference d SET retry_at = moment + $2 * interval '1 s' FROM due, clock
       WHERE d.workspace_id = due.workspace_id AND d.user_id = due.user_id RETURNING d.*)
     SELECT t.workspace_id AS "workspaceId", t.user_id AS "userId", w.name AS workspace, u.email, u.locale, t.time_zone AS "timeZone",
       to_char(moment AT TIME ZONE t.time_zone, 'YYYY-MM-DD') AS today
     FROM clock, taken t JOIN workspace w ON w.id = t.workspace_id JOIN app_user u ON u.id = t.user_id WHERE u.disabled_at IS NULL`,
    [now, PAUSE],
  );
  return rows;
}

export async function noteDigest(pool: Pool, { workspaceId, userId, today }: DueDigest): Promise<void> {
  await pool.query(
    "UPDATE digest_preference SET sent_on = $3::date, retry_at = NULL WHERE workspace_id = $1 AND user_id = $2",
    [workspaceId, userId, today],
  );
}

export type DigestCampaign = {
  readonly name: string;
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
  readonly rejected: number;
};

/** What happened in the campaigns of a workspace in [from, to), by roll-ups of quarters: exact in every zone. */
export async function campaignsOf(
  pool: Pool,
  workspaceId: number,
  from: number,
  to: number,
): Promise<DigestCampaign[]> {
  const { rows } = await pool.query<DigestCampaign>(
    `SELECT c.name, sum(t.sent)::int AS sent, sum(t.delivered)::int AS delivered, sum(t.read)::int AS read, sum(t.rejected)::int AS rejected
     FROM campaign c JOIN rollup_timing t ON t.workspace_id = c.workspace_id AND t.campaign_id = c.id
     WHERE c.workspace_id = $1 AND t.quarter >= 'epoch'::timestamptz + $2::float8 * interval '1 ms'
       AND t.quarter < 'epoch'::timestamptz + $3::float8 * interval '1 ms'
     GROUP BY c.id, c.name HAVING sum(t.sent + t.delivered + t.read + t.rejected) > 0
     ORDER BY sum(t.sent + t.delivered + t.read + t.rejected) DESC, c.id LIMIT 100`,
    [workspaceId, from, to],
  );
  return rows;
}

export async function openAlertCount(pool: Pool, workspaceId: number): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM alert WHERE workspace_id = $1 AND resolved_at IS NULL",
    [workspaceId],
  );
  return rows[0]?.n ?? 0;
}
