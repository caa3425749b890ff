/** Every changed message twice: as it is now (+1) and as it was (-1). Sums over these move every counter. */
const DIFFERENCES = `
d AS MATERIALIZED (
  SELECT 1 AS sign, ws, conn, channel, campaign, status, seen, accepted, sent, delivered, read, rejected,
    coalesce(country, '') AS country, coalesce(zone, '') AS zone, coalesce(template, '') AS template, coalesce(code, '') AS code
  FROM up
  UNION ALL
  SELECT -1, ws, conn, channel, o_campaign, o_status, o_seen, o_accepted, o_sent, o_delivered, o_read, o_rejected,
    coalesce(o_country, ''), coalesce(o_zone, ''), coalesce(o_template, ''), coalesce(o_code, '')
  FROM up WHERE old_id IS NOT NULL
)`;

/** The stages that have a time of their own in the roll-ups, by status code. */
const STAGES = [
  [2, "sent"],
  [3, "delivered"],
  [4, "read"],
  [5, "rejected"],
] as const;

/** One stage of every message in which its time, campaign, zone or starting point changed: as it is now, or as it was. */
function stageDifference(sign: 1 | -1, stage: number, at: string): string {
  const was = sign === 1 ? "" : "o_";
  const start = "coalesce(sent, accepted) IS DISTINCT FROM coalesce(o_sent, o_accepted)";
  return `SELECT ${sign}, ws, ${was}campaign, coalesce(${was}zone, ''), ${stage}::smallint, ${was}${at}, coalesce(${was}sent, ${was}accepted)
  FROM up WHERE ${was}${at} IS NOT NULL AND (${at} IS DISTINCT FROM o_${at} OR campaign <> o_campaign
    OR zone IS DISTINCT FROM o_zone${stage === 3 || stage === 4 ? ` OR ${start}` : ""})`;
}

/**
 * Stages that stayed as they were are left out before anything is sorted or counted. Branches of a union,
 * because PostgreSQL compiles the expressions of a LATERAL (VALUES …) anew for every row.
 */
const STAGE_DIFFERENCES = `
st (sign, ws, campaign, zone, stage, at, start) AS MATERIALIZED (
  ${([1, -1] as const).flatMap((sign) => STAGES.map(([code, at]) => stageDifference(sign, code, at))).join("\n  UNION ALL ")}
)`;

/** Expressions over a message row (or a difference) that the roll-ups sum; the recount in tests uses them too. */
export const COUNTERS = {
  attempted: "1",
  sent: "(status IN (2, 3, 4) OR sent IS NOT NULL)::int",
  delivered: "(status IN (3, 4))::int",
  read: "(status = 4)::int",
  rejected_before_sent: "(status = 5 AND sent IS NULL)::int",
  rejected_after_sent: "(status = 5 AND sent IS NOT NULL)::int",
  sent_inferred: "(status IN (2, 3, 4) AND sent IS NULL)::int",
  delivered_inferred: "(status = 4 AND delivered IS NULL)::int",
  rejected_corrected: "(status IN (3, 4) AND rejected IS NOT NULL)::int",
} as const;

/** Logarithmic bucket of the seconds between two times; see RollupLatency in the schema. */
export const latencyBucket = (from: string, to: string): string =>
  `least(127, floor(4 * ln(1 + greatest(0, date_part('epoch', ${to} - ${from}))) / ln(2::float8)))::smallint`;

const counterNames = Object.keys(COUNTERS);
const counterSums = Object.values(COUNTERS).map((expression) => `sum(sign * ${expression})::int`);
const anyChange = (sums: readonly string[]) => sums.map((sum) => `${sum} <> 0`).join(" OR ");

function additive(
  table: string,
  keys: readonly string[],
  counters: readonly string[],
  select: string,
): string {
  const columns = [...keys, ...counters].join(", ");
  const updates = counters.map((counter) => `${counter} = r.${counter} + excluded.${counter}`).join(", ");
  return `INSERT INTO ${table} AS r (${columns}) ${select} ORDER BY ${keys.map((_, i) => i + 1).join(", ")}
  ON CONFLICT (${keys.join(", ")}) DO UPDATE SET ${updates}`;
}

const COHORT = additive(
  "rollup_cohort",
  ["workspace_id", "campaign_id", "hour", "country", "template", "slot"],
  counterNames,
  `SELECT ws, campaign, date_bin('1 hour', seen, 'epoch'), country, template, :slot::smallint, ${counterSums.join(", ")}
   FROM d GROUP BY 1, 2, 3, 4, 5 HAVING ${anyChange(counterSums)}`,
);

const REASON = additive(
  "rollup_reason",
  ["workspace_id", "campaign_id", "connection_id", "channel", "code", "slot"],
  ["rejected"],
  `SELECT ws, campaign, conn, channel, code, :slot::smallint, sum(sign)::int
   FROM d WHERE status = 5 GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0`,
);

const stageSums = [2, 3, 4, 5].map((stage) => `coalesce(sum(sign) FILTER (WHERE stage = ${stage}), 0)::int`);

const TIMING = additive(
  "rollup_timing",
  ["workspace_id", "campaign_id", "quarter", "time_zone", "slot"],
  ["sent", "delivered", "read", "rejected"],
  `SELECT ws, campaign, date_bin('15 minutes', at, 'epoch'), zone, :slot::smallint, ${stageSums.join(", ")}
   FROM st GROUP BY 1, 2, 3, 4 HAVING ${anyChange(stageSums)}`,
);

const LATENCY = additive(
  "rollup_latency",
  ["workspace_id", "campaign_id", "kind", "bucket", "slot"],
  ["n"],
  `SELECT ws, campaign, stage - 2::smallint, ${latencyBucket("start", "at")}, :slot::smallint, sum(sign)::int
   FROM st WHERE stage IN (3, 4) AND start IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(sign) <> 0`,
);

/** Runs of flows by the way they took inside the batch. */
const FLOW_PATHS = additive(
  "rollup_flow_path",
  ["workspace_id", "path_id", "campaign_id", "hour", "slot"],
  ["n"],
  `SELECT ws, path, campaign, date_bin('1 hour', received, 'epoch'), :slot::smallint, count(*)::int
   FROM fe WHERE path IS NOT NULL GROUP BY 1, 2, 3, 4`,
);

export const ROLL_UPS = `${DIFFERENCES},${STAGE_DIFFERENCES},
c1 AS (${COHORT}),
c2 AS (${REASON}),
c3 AS (${TIMING}),
c4 AS (${LATENCY}),
c5 AS (${FLOW_PATHS})`;
