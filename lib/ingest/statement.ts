/**
 * The one statement of a batch: message rows merged by the fold, first occurrences to the event log, and
 * the differences of old and new rows to the roll-ups.
 *
 * Why one statement: it is one round trip and one commit for all requests that wait, and PostgreSQL 18's
 * RETURNING old/new tells the real transition also when another process changed the same row meanwhile
 * (ON CONFLICT waits for it). Counting from transitions makes repeats free: they write nothing.
 *
 * Times travel as milliseconds since the epoch. $1..$23 describe messages (one row each), $24..$34 their
 * events (`e_row` is the index of the message, from 1; its key stands with every event, which costs less than
 * a join with all messages), $35 is the writer's slot.
 */
const EVENTS = `
e AS MATERIALIZED (
  SELECT * FROM unnest($24::bigint[], $25::smallint[], $26::float8[], $27::float8[], $28::text[], $29::text[], $30::text[],
    $31::int[], $32::int[], $33::text[], $34::text[])
    AS t (e_row, status, occurred, received, raw, code, error, ws, conn, pmid, part)
)`;

/**
 * Rows come in key order, so that two processes with the same messages can't lock each other.
 * Of two rejections the earlier gives the code, of two at once the first in code order (as `foldStatuses`).
 */
const UPSERT = `
up AS (
  INSERT INTO message AS t (workspace_id, connection_id, provider_message_id, part, campaign_id, campaign_source, channel,
    seen_at, accepted_at, sent_at, delivered_at, read_at, rejected_at, recipient, recipient_user_id, sender, country,
    time_zone, time_zone_source, template, error_code, error_text, unknown_words)
  SELECT ws, conn, pmid, part, campaign, source, channel, to_timestamp(seen / 1000), to_timestamp(accepted / 1000),
    to_timestamp(sent / 1000), to_timestamp(delivered / 1000), to_timestamp(read / 1000), to_timestamp(rejected / 1000),
    recipient, recipient_user, sender, country, zone, zone_source, template, code, error, coalesce(string_to_array(words, E'\\x1f'), '{}')
  FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::int[], $6::smallint[], $7::smallint[],
    $8::float8[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::float8[],
    $14::text[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::text[], $23::smallint[])
    AS m (ws, conn, pmid, part, campaign, source, channel, seen, accepted, sent, delivered, read, rejected,
    recipient, recipient_user, sender, country, zone, template, code, error, words, zone_source)
  ON CONFLICT (workspace_id, connection_id, provider_message_id, part) DO UPDATE SET
    campaign_id = CASE WHEN (excluded.campaign_source, -excluded.campaign_id) > (t.campaign_source, -t.campaign_id)
      THEN excluded.campaign_id ELSE t.campaign_id END,
    campaign_source = greatest(t.campaign_source, excluded.campaign_source),
    seen_at = least(t.seen_at, excluded.seen_at),
    accepted_at = least(t.accepted_at, excluded.accepted_at),
    sent_at = least(t.sent_at, excluded.sent_at),
    delivered_at = least(t.delivered_at, excluded.delivered_at),
    read_at = least(t.read_at, excluded.read_at),
    error_code = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_code
      WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_code, excluded.error_code) ELSE t.error_code END,
    error_text = CASE WHEN excluded.rejected_at < coalesce(t.rejected_at, 'infinity') THEN excluded.error_text
      WHEN excluded.rejected_at = t.rejected_at THEN least(t.error_text, excluded.error_text) ELSE t.error_text END,
    rejected_at = least(t.rejected_at, excluded.rejected_at),
    recipient = coalesce(t.recipient, excluded.recipient),
    recipient_user_id = coalesce(t.recipient_user_id, excluded.recipient_user_id),
    sender = coalesce(t.sender, excluded.sender),
    country = coalesce(t.country, excluded.country),
    time_zone = CASE WHEN excluded.time_zone_source > t.time_zone_source THEN excluded.time_zone
      ELSE coalesce(t.time_zone, excluded.time_zone) END,
    time_zone_source = greatest(t.time_zone_source, excluded.time_zone_source),
    template = coalesce(t.template, excluded.template),
    unknown_words = CASE WHEN t.unknown_words @> excluded.unknown_words THEN t.unknown_words
      ELSE (SELECT array_agg(DISTINCT word ORDER BY word) FROM unnest(t.unknown_words || excluded.unknown_words) AS word) END
  WHERE excluded.sent_at < coalesce(t.sent_at, 'infinity')
    OR excluded.delivered_at < coalesce(t.delivered_at, 'infinity')
    OR excluded.read_at < coalesce(t.read_at, 'infinity')
    OR excluded.accepted_at < coalesce(t.accepted_at, 'infinity')
    OR excluded.rejected_at < coalesce(t.rejected_at, 'infinity')
    OR excluded.seen_at < t.seen_at
    OR (excluded.campaign_source, -excluded.campaign_id) > (t.campaign_source, -t.campaign_id)
    OR (excluded.rejected_at = t.rejected_at AND excluded.error_code < coalesce(t.error_code, E'\\U0010FFFF'))
    OR excluded.time_zone_source > t.time_zone_source
    OR (t.recipient IS NULL AND excluded.recipient IS NOT NULL)
    OR (t.recipient_user_id IS NULL AND excluded.recipient_user_id IS NOT NULL)
    OR (t.sender IS NULL AND excluded.sender IS NOT NULL)
    OR (t.template IS NULL AND excluded.template IS NOT NULL)
    OR NOT t.unknown_words @> excluded.unknown_words
  RETURNING new.workspace_id AS ws, new.id, new.connection_id AS conn, new.provider_message_id AS pmid, new.part,
    new.channel, old.id AS old_id,
    new.campaign_id AS campaign, new.status, new.seen_at AS seen, new.accepted_at AS accepted, new.sent_at AS sent,
    new.delivered_at AS delivered, new.read_at AS read, new.rejected_at AS rejected, new.country, new.time_zone AS zone,
    new.template, new.error_code AS code,
    old.campaign_id AS o_campaign, old.status AS o_status, old.seen_at AS o_seen, old.accepted_at AS o_accepted,
    old.sent_at AS o_sent, old.delivered_at AS o_delivered, old.read_at AS o_read, old.rejected_at AS o_rejected,
    old.country AS o_country, old.time_zone AS o_zone, old.template AS o_template, old.error_code AS o_code,
    old.unknown_words AS o_words
)`;

/** What only unknown words need, and what stands there without them. */
const WORD_PARTS: readonly (readonly [part: string, replacement: string])[] = [
  [", unknown_words)\n  SELECT", ")\n  SELECT"],
  [", coalesce(string_to_array(words, E'\\x1f'), '{}')\n", "\n"],
  [
    `,
    unknown_words = CASE WHEN t.unknown_words @> excluded.unknown_words THEN t.unknown_words
      ELSE (SELECT array_agg(DISTINCT word ORDER BY word) FROM unnest(t.unknown_words || excluded.unknown_words) AS word) END`,
    "",
  ],
  ["\n    OR NOT t.unknown_words @> excluded.unknown_words", ""],
  ["ELSE NOT coalesce(e.raw = ANY (up.o_words), false) END", "ELSE false END"],
];

/** First occurrences only; an earlier time that arrives later corrects the message row, not the log. */
const EVENT_LOG = `
ev AS (
  INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status, error_code, error_text)
  SELECT up.ws, up.id, to_timestamp(e.received / 1000), to_timestamp(e.occurred / 1000), e.status, e.raw, e.code, e.error
  FROM up JOIN e USING (ws, conn, pmid, part)
  WHERE CASE e.status WHEN 2 THEN up.o_sent IS NULL WHEN 3 THEN up.o_delivered IS NULL WHEN 4 THEN up.o_read IS NULL
    WHEN 5 THEN up.o_rejected IS NULL WHEN 1 THEN up.o_accepted IS NULL
    ELSE NOT coalesce(e.raw = ANY (up.o_words), false) END
)`;

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
  `SELECT ws, campaign, date_bin('1 hour', seen, 'epoch'), country, template, $35::smallint, ${counterSums.join(", ")}
   FROM d GROUP BY 1, 2, 3, 4, 5 HAVING ${anyChange(counterSums)}`,
);

const REASON = additive(
  "rollup_reason",
  ["workspace_id", "campaign_id", "connection_id", "channel", "code", "slot"],
  ["rejected"],
  `SELECT ws, campaign, conn, channel, code, $35::smallint, sum(sign)::int
   FROM d WHERE status = 5 GROUP BY 1, 2, 3, 4, 5 HAVING sum(sign) <> 0`,
);

const stageSums = [2, 3, 4, 5].map((stage) => `coalesce(sum(sign) FILTER (WHERE stage = ${stage}), 0)::int`);

const TIMING = additive(
  "rollup_timing",
  ["workspace_id", "campaign_id", "quarter", "time_zone", "slot"],
  ["sent", "delivered", "read", "rejected"],
  `SELECT ws, campaign, date_bin('15 minutes', at, 'epoch'), zone, $35::smallint, ${stageSums.join(", ")}
   FROM st GROUP BY 1, 2, 3, 4 HAVING ${anyChange(stageSums)}`,
);

const LATENCY = additive(
  "rollup_latency",
  ["workspace_id", "campaign_id", "kind", "bucket", "slot"],
  ["n"],
  `SELECT ws, campaign, stage - 2::smallint, ${latencyBucket("start", "at")}, $35::smallint, sum(sign)::int
   FROM st WHERE stage IN (3, 4) AND start IS NOT NULL GROUP BY 1, 2, 3, 4 HAVING sum(sign) <> 0`,
);

/** First attempts that rejections call for: $36..$43, `f_row` is the index of the message, from 1. */
const FIRST_ATTEMPTS = `
f AS MATERIALIZED (
  SELECT * FROM unnest($36::bigint[], $37::int[], $38::int[], $39::int[], $40::smallint[], $41::int[], $42::float8[], $43::bool[])
    AS t (f_row, campaign, rule, version, channel, conn, due, held)
),
fb AS (
  INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id,
    rule_version, cause, state, why, recipient, country, triggered_at, due_at, ended_at)
  SELECT up.ws, up.id, up.campaign, 0, 0, f.channel, f.conn, f.rule, f.version, 'rejected',
    CASE WHEN f.held THEN 'skipped' ELSE 'planned' END, CASE WHEN f.held THEN 'held_out' END, up.to_number, up.country,
    now(), 'epoch'::timestamptz + f.due * interval '1 ms', CASE WHEN f.held THEN now() END
  FROM up JOIN e USING (ws, conn, pmid, part) JOIN f ON f.f_row = e.e_row AND e.status = 5
  WHERE up.status = 5 AND up.o_status IS DISTINCT FROM 5 AND up.campaign = f.campaign
  ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING
)`;

/** What is planned for a person who has the message now does not leave. */
const CANCELLED_ATTEMPTS = `
fc AS (
  UPDATE fallback_attempt AS a SET state = 'cancelled', why = 'delivered_on_whatsapp', ended_at = now(), next_at = NULL
  FROM up WHERE a.workspace_id = up.ws AND a.message_id = up.id AND a.state = 'planned' AND a.cause <> 'unread'
    AND up.status IN (3, 4) AND coalesce(up.o_status, 0) NOT IN (3, 4)
)`;

export const STORE_STATEMENT = `WITH ${EVENTS},${UPSERT},${EVENT_LOG},${DIFFERENCES},${STAGE_DIFFERENCES},
c1 AS (${COHORT}),
c2 AS (${REASON}),
c3 AS (${TIMING}),
c4 AS (${LATENCY})
SELECT count(*)::int AS changed FROM up`;

/** With the ledger's part: for as long as any campaign falls back by itself, or anything is planned. */
export const STORE_WITH_LEDGER_STATEMENT = STORE_STATEMENT.replace(
  "new.template, new.error_code AS code",
  "new.template, new.error_code AS code, new.recipient AS to_number",
).replace(
  "SELECT count(*)::int AS changed",
  `,${FIRST_ATTEMPTS},${CANCELLED_ATTEMPTS}\nSELECT count(*)::int AS changed`,
);

/**
 * The same for a batch without unknown words, which is nearly every batch: merging word lists needs a
 * sub-plan that costs its start even when no row uses it.
 */
export const STORE_KNOWN_STATEMENT = WORD_PARTS.reduce(
  (sql, [part, replacement]) => sql.replace(part, replacement),
  STORE_STATEMENT,
);
