/**
 * Every changed message twice: as it is now (+1) and as it was (-1). Sums over these move every counter. Not
 * materialized: looking at the messages a second time costs less than keeping them twice.
 */
const DIFFERENCES = `
d AS NOT MATERIALIZED (
  SELECT 1 AS sign, ws, conn, channel, campaign, status, seen, sent, delivered, rejected,
    coalesce(country, '') AS country, coalesce(template, '') AS template, coalesce(code, '') AS code
  FROM up
  UNION ALL
  SELECT -1, ws, conn, channel, o_campaign, o_status, o_seen, o_sent, o_delivered, o_rejected,
    coalesce(o_country, ''), coalesce(o_template, ''), coalesce(o_code, '')
  FROM up WHERE old_id IS NOT NULL
)`;

/** The stages that have a time of their own in the roll-ups, by status code. */
const STAGES = [
  [2, "sent"],
  [3, "delivered"],
  [4, "read"],
  [5, "rejected"],
] as const;

/** The time of stage `s` of a message as it is now, or as it was. */
const timeOfStage = (was: "" | "o_"): string =>
  `CASE s ${STAGES.map(([code, at]) => `WHEN ${code} THEN ${was}${at}`).join(" ")} END`;

/** Every stage of the messages that moved: as it is now (+1), or as it was (-1). */
const movedStages = (sign: 1 | -1, was: "" | "o_"): string =>
  `SELECT ${sign}, ws, ${was}campaign, coalesce(${was}zone, ''), s, ${timeOfStage(was)}, coalesce(${was}sent, ${was}accepted)
  FROM up, (VALUES ${STAGES.map(([code]) => `(${code}::smallint)`).join(", ")}) AS v (s) WHERE moved AND ${timeOfStage(was)} IS NOT NULL`;

/**
 * Times of stages as the roll-ups count them. Nearly always a status only adds a time, which the event log has
 * just found; all stages of a message are looked at only where it moved.
 */
const STAGE_DIFFERENCES = `
st (sign, ws, campaign, zone, stage, at, start) AS MATERIALIZED (
  SELECT 1, ws, campaign, coalesce(zone, ''), status, occurred, start FROM fe WHERE status >= 2 AND NOT moved
  UNION ALL ${movedStages(1, "")}
  UNION ALL ${movedStages(-1, "o_")}
)`;

/** Which messages (or differences) each counter of the roll-ups counts; the recount in tests uses them too. */
export const COUNTERS = {
  attempted: "true",
  sent: "status IN (2, 3, 4) OR sent IS NOT NULL",
  delivered: "status IN (3, 4)",
  read: "status = 4",
  rejected_before_sent: "status = 5 AND sent IS NULL",
  rejected_after_sent: "status = 5 AND sent IS NOT NULL",
  sent_inferred: "status IN (2, 3, 4) AND sent IS NULL",
  delivered_inferred: "status = 4 AND delivered IS NULL",
  rejected_corrected: "status IN (3, 4) AND rejected IS NOT NULL",
} as const;

/** Logarithmic bucket of the seconds between two times; see RollupLatency in the schema. */
export const latencyBucket = (from: string, to: string): string =>
  `least(127, floor(4 * ln(1 + greatest(0, date_part('epoch', ${to} - ${from}))) / ln(2::float8)))::smallint`;

const counterNames = Object.keys(COUNTERS);
/** FILTER, because most messages count in few of the counters. */
const signs = (condition: string): string => `coalesce(sum(sign) FILTER (WHERE ${condition}), 0)::int`;
const counterSums = Object.values(COUNTERS).map(signs);

function additive(
  table: string,
  keys: readonly string[],
  counters: readonly string[],
  select: string,
): string {
  const columns = [...keys, ...counters].join(", ");
  const updates = counters.map((counter) => `${counter} = r.${counter} + excluded.${counter}`).join(", ");
  return `INSERT INTO ${table} AS r (${columns}) ${select}
  ON CONFLICT (${keys.join(", ")}) DO UPDATE SET ${updates}`;
}

const COHORT = additive(
  "rollup_cohort",
  ["workspace_id", "campaign_id", "hour", "country", "template", "slot"],
  counterNames,
  `SELECT ws, campaign, date_bin('1 hour', seen, 'epoch'), country, template, :slot::smallint, ${counterSums.join(", ")}
   FROM d GROUP BY 1, 2, 3, 4, 5`,
);

const REASON = additive(
  "rollup_reason",
  ["workspace_id", "campaign_id", "connection_id", "channel", "code", "slot"],
  ["rejected"],
  `SELECT ws, campaign, conn, channel, code, :slot::smallint, sum(sign)::int
   FROM d WHERE status = 5 GROUP BY 1, 2, 3, 4, 5`,
);

const stageSums = STAGES.map(([code]) => signs(`stage = ${code}`));

const TIMING = additive(
  "rollup_timing",
  ["workspace_id", "campaign_id", "quarter", "time_zone", "slot"],
  ["sent", "delivered", "read", "rejected"],
  `SELECT ws, campaign, date_bin('15 minutes', at, 'epoch'), zone, :slot::smallint, ${stageSums.join(", ")}
   FROM st GROUP BY 1, 2, 3, 4`,
);

const LATENCY = additive(
  "rollup_latency",
  ["workspace_id", "campaign_id", "kind", "bucket", "slot"],
  ["n"],
  `SELECT ws, campaign, stage - 2::smallint, ${latencyBucket("start", "at")}, :slot::smallint, sum(sign)::int
   FROM st WHERE stage IN (3, 4) AND start IS NOT NULL GROUP BY 1, 2, 3, 4`,
);

/** Runs of flows by the way they took inside the batch; it stands last in the statement. */
export const FLOW_PATHS = additive(
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
c4 AS (${LATENCY})`;
