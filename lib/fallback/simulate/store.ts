import "server-only";
import { pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
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

type Counted = Pick<PastRow, "provider" | "code" | "country" | "day"> & {
  /** How many of the waits were over before the message was delivered, read or rejected (or by now). */
  readonly waited: number;
  readonly late: boolean;
  readonly n: number;
};

/**
 * Past messages that would have begun a rule, by reason, country and day, for several waits in one pass: each
 * message is put into the bucket of the waits that it outlasted, and the buckets are summed up afterwards.
 * @param waits - minutes, ascending
 */
export async function countPast(
  workspaceId: WorkspaceId,
  on: Trigger["on"],
  waits: readonly number[],
  from: Date,
  until: Date,
  campaignIds: readonly number[] | null,
): Promise<PastRow[]> {
  const { start, done, stop, only } = COLUMNS[on];
  const code = on === "rejected" ? "coalesce(error_code, '')" : "''";
  const rows = await inTransaction(pool(), async (client) => {
    // The planner can't guess how few groups come out, and would go through a million rows alone and by disk.
    await client.query(
      "SET LOCAL work_mem = '64MB'; SET LOCAL parallel_tuple_cost = 0; SET LOCAL parallel_setup_cost = 0",
    );
    // Half a millisecond less: a wait that ends in the very moment of the delivery is not outlasted.
    const found = await client.query<Counted>(
      `WITH days AS MATERIALIZED (
         SELECT min(d)::date AS first, array_agg(d::timestamp AT TIME ZONE w.time_zone ORDER BY d) AS starts FROM workspace w,
           generate_series(($2::timestamptz AT TIME ZONE w.time_zone)::date, ($3::timestamptz AT TIME ZONE w.time_zone)::date, '1 day') AS d
         WHERE w.id = $1)
       SELECT c.provider, t.code, coalesce(t.country, '') AS country, (days.first + t.day - 1)::text AS day, t.waited, t.late, t.n FROM (
         SELECT connection_id, ${code} AS code, country, width_bucket(${start}, (SELECT starts FROM days)) AS day, ${done} IS NOT NULL AS late,
           width_bucket(date_part('epoch', coalesce(least(${done}, ${stop}), now()) - ${start}) - 0.0005, $5::float8[]) AS waited,
           count(*)::int AS n
         FROM message
         WHERE workspace_id = $1 AND channel = 0 AND ${start} >= $2 AND ${start} < $3 AND ($4::int[] IS NULL OR campaign_id = ANY ($4)) AND ${only}
         GROUP BY 1, 2, 3, 4, 5, 6
       ) AS t CROSS JOIN days JOIN connection c ON c.workspace_id = $1 AND c.id = t.connection_id`,
      [workspaceId, from, until, campaignIds, waits.map((minutes) => minutes * 60)],
    );
    return found.rows;
  });
  return summed(rows, waits.length);
}

function summed(rows: readonly Counted[], waits: number): PastRow[] {
  const groups = new Map<string, { row: Counted; triggered: number; sends: number[]; needless: number[] }>();
  for (const row of rows) {
    const key = `${row.provider}|${row.code}|${row.country}|${row.day}`;
    let group = groups.get(key);
    if (!group) {
      group = { row, triggered: 0, sends: Array(waits).fill(0), needless: Array(waits).fill(0) };
      groups.set(key, group);
    }
    group.triggered += row.n;
    for (let i = 0; i < row.waited; i++) {
      group.sends[i] = (group.sends[i] ?? 0) + row.n;
      if (row.late) group.needless[i] = (group.needless[i] ?? 0) + row.n;
    }
  }
  return [...groups.values()].map(({ row: { provider, code, country, day }, ...sums }) => ({
    provider,
    code,
    country,
    day,
    ...sums,
  }));
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
