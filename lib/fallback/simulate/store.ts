import "server-only";
import { pool } from "@/lib/db/client";
import type { Trigger } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";

export type PastRow = {
  readonly provider: string;
  readonly code: string;
  readonly country: string;
  readonly day: string;
  readonly triggered: number;
  /** One number for each wait asked for. */
  readonly sends: readonly number[];
  readonly needless: readonly number[];
};

/** What begins a rule, what makes it needless, and what ends it otherwise; columns of `message`. */
const COLUMNS: Readonly<Record<Trigger["on"], { start: string; done: string; stop: string; only: string }>> =
  {
    rejected: {
      start: "rejected_at",
      done: "delivered_at",
      stop: "NULL::timestamptz",
      only: "(delivered_at IS NULL OR delivered_at > rejected_at)",
    },
    undelivered: { start: "sent_at", done: "delivered_at", stop: "rejected_at", only: "true" },
    unread: {
      start: "delivered_at",
      done: "read_at",
      stop: "NULL::timestamptz",
      only: "recipient IN (SELECT o.recipient FROM message o WHERE o.workspace_id = $1 AND o.read_at IS NOT NULL)",
    },
  };

/** Past messages that would have begun a rule, by reason, country and day, for several waits in one pass. */
export async function countPast(
  workspaceId: WorkspaceId,
  on: Trigger["on"],
  waits: readonly number[],
  from: Date,
  until: Date,
  campaignIds: readonly number[] | null,
): Promise<PastRow[]> {
  const { start, done, stop, only } = COLUMNS[on];
  const each = (condition: string) =>
    `ARRAY[${waits.map((_, i) => `count(*) FILTER (WHERE ${condition.replaceAll("$wait", `make_interval(mins => ($5::int[])[${i + 1}])`)})`).join(", ")}]::int[]`;
  const left = `(done IS NULL OR done > start + $wait) AND (stop IS NULL OR stop > start + $wait) AND start + $wait <= now()`;
  const { rows } = await pool().query<PastRow>(
    `SELECT c.provider, coalesce(t.code, '') AS code, coalesce(t.country, '') AS country, to_char(t.start AT TIME ZONE w.time_zone, 'YYYY-MM-DD') AS day,
       count(*)::int AS triggered, ${each(left)} AS sends, ${each(`done > start + $wait AND ${left}`)} AS needless
     FROM (SELECT connection_id, ${on === "rejected" ? "error_code" : "NULL::text"} AS code, country, ${start} AS start, ${done} AS done, ${stop} AS stop
       FROM message WHERE workspace_id = $1 AND channel = 0 AND ${start} >= $2 AND ${start} < $3 AND ($4::int[] IS NULL OR campaign_id = ANY ($4)) AND ${only}) AS t
     JOIN connection c ON c.workspace_id = $1 AND c.id = t.connection_id JOIN workspace w ON w.id = $1
     GROUP BY 1, 2, 3, 4`,
    [workspaceId, from, until, campaignIds, waits],
  );
  return rows;
}

/** How many of a channel's attempts of the last 90 days ended by reaching the person, and of how many. */
export async function pastReach(
  workspaceId: WorkspaceId,
  channel: number,
): Promise<{ reached: number; ended: number }> {
  const { rows } = await pool().query(
    `SELECT count(*) FILTER (WHERE state = 'delivered')::int AS reached, count(*)::int AS ended FROM fallback_attempt
     WHERE workspace_id = $1 AND channel = $2 AND state IN ('delivered', 'failed') AND planned_at > now() - interval '90 days'`,
    [workspaceId, channel],
  );
  return rows[0];
}
