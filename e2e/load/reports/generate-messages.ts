import type { Client } from "pg";
import { FLOW_PATHS, ROLL_UPS } from "@/lib/ingest/statement/roll-ups";
import { CAMPAIGNS, type Ground } from "./prepare";

/** Messages that one statement writes. */
const PER_STATEMENT = 100_000;
/** Hours that a campaign takes to send. */
const SENDING = 3;

/** Where people are: country and zone, the frequent ones several times. Every size of audience is in all of them. */
const PLACES = [
  ...Array(4).fill(["GB", "Europe/London"]),
  ...Array(3).fill(["DE", "Europe/Berlin"]),
  ...["New_York", "Chicago", "Los_Angeles"].map((city) => ["US", `America/${city}`]),
  ["FR", "Europe/Paris"],
  ["IT", "Europe/Rome"],
  ["ES", "Europe/Madrid"],
  ["BR", "America/Sao_Paulo"],
  ["MX", "America/Mexico_City"],
  ["IN", "Asia/Kolkata"],
  ["ID", "Asia/Jakarta"],
  ["ZA", "Africa/Johannesburg"],
  ["NG", "Africa/Lagos"],
] as string[][];
const CODES = ["131026", "131026", "131026", "131049", "131049", "131047", "130472", "131000", "131042"];

/** The last element is as likely as any other: `random()` never reaches 1. */
const pick = (list: readonly (string | undefined)[], dice: string): string =>
  `(ARRAY['${list.join("','")}'])[1 + floor(${dice} * ${list.length})::int]`;

/** A person's place: spread evenly over few people as over many, so that every size has the same countries. */
const PLACE = "person * 389 % 1009 / 1009.0";

/** Seconds that are on average `mean`, most of them fewer. */
const wait = (mean: number, dice: string): string => `(-ln(1 - ${dice}) * ${mean}) * interval '1 second'`;

/**
 * Messages $2..$3 by campaign number, $4 of each campaign, of $5 people in all. Every campaign sends for three
 * hours; 90 % are delivered, 60 % of these read, 5.5 % rejected, 4 % silent. What would lie in the future has
 * not happened yet. Reserved numbers are too few for an audience: longer ones with the same beginning belong
 * to nobody either.
 */
const MESSAGES = `
dice AS MATERIALIZED (
  SELECT c.id AS campaign, c.tag, c.created_at + (i + random()) * interval '${SENDING} hours' / $4 AS at, c.id % 8 AS kind, i,
    random() AS fate, random() AS d1, random() AS d2, random() AS d3, random() AS d4, random() AS d5, floor(random() * $5)::int AS person
  FROM campaign c CROSS JOIN generate_series(0, $4::int - 1) AS i
  WHERE c.workspace_id = $1 AND c.tag = ANY (SELECT 'benchmark-' || n FROM generate_series($2::int, $3::int) AS n)
),
stages AS MATERIALIZED (
  SELECT *,
    CASE WHEN fate < 0.005 THEN at END AS accepted,
    CASE WHEN fate >= 0.04 THEN at END AS sent,
    CASE WHEN fate >= 0.005 AND fate < 0.062 THEN at + ${wait(4, "d1")} END AS rejected,
    CASE WHEN fate >= 0.1 THEN at + CASE WHEN d2 < 0.05 THEN ${wait(7200, "d3")} ELSE ${wait(40, "d3")} END
      WHEN fate >= 0.06 AND fate < 0.062 THEN at + interval '1 minute' + ${wait(600, "d3")} END AS delivered
  FROM dice
),
life AS MATERIALIZED (
  SELECT *, CASE WHEN d4 < 0.6 THEN delivered + ${wait(7200, "d5")} END AS read FROM stages
)`;

const INSERT = `
up AS (
  INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at,
    accepted_at, sent_at, delivered_at, read_at, rejected_at, recipient, recipient_user_id, sender, country, time_zone, template,
    error_code, error_text)
  SELECT $1, ($6::int[])[1 + campaign % 2], 'wamid.' || upper(md5(tag || '.' || i)), campaign, 3, 0, coalesce(sent, accepted, rejected),
    accepted, sent, CASE WHEN delivered <= now() THEN delivered END, CASE WHEN read <= now() THEN read END, rejected,
    CASE WHEN d2 < 0.97 THEN '+447700900' || lpad(person::text, 5, '0') END,
    CASE WHEN d2 >= 0.97 THEN 'GB.' || upper(md5('person ' || person)) END,
    '+12025550100', country, zone, 'template_' || kind || '_' || (d1 < 0.5)::int, code, CASE WHEN code IS NOT NULL THEN 'Error ' || code END
  FROM (
    SELECT *, ${pick(
      PLACES.map(([country]) => country),
      PLACE,
    )} AS country, ${pick(
      PLACES.map(([, zone]) => zone),
      PLACE,
    )} AS zone, CASE WHEN rejected IS NOT NULL THEN CASE WHEN kind = 0 AND i % 1000 = 7 THEN '130403' ELSE ${pick(CODES, "d5")} END END AS code
    FROM life
  ) AS placed ORDER BY campaign, i
  RETURNING workspace_id AS ws, id, connection_id AS conn, channel, campaign_id AS campaign, status, seen_at AS seen,
    accepted_at AS accepted, sent_at AS sent, delivered_at AS delivered, read_at AS read, rejected_at AS rejected, country,
    time_zone AS zone, template, error_code AS code, error_text AS error, NULL::bigint AS old_id, false AS moved,
    NULL::int AS o_campaign,
    NULL::smallint AS o_status, NULL::timestamptz AS o_seen, NULL::timestamptz AS o_accepted, NULL::timestamptz AS o_sent,
    NULL::timestamptz AS o_delivered, NULL::timestamptz AS o_read, NULL::timestamptz AS o_rejected, NULL::text AS o_country,
    NULL::text AS o_zone, NULL::text AS o_template, NULL::text AS o_code
)`;

/** One event for each stage, as a sender that reports all of them makes them; received a moment later. */
const EVENTS = `
fe AS MATERIALIZED (
  SELECT ws, id, campaign, zone, coalesce(sent, accepted) AS start, moved, v.status, v.at AS occurred,
    v.at + interval '1 second' AS received, v.raw, v.path,
    CASE WHEN v.status = 5 THEN code END AS code, CASE WHEN v.status = 5 THEN error END AS error
  FROM up, LATERAL (VALUES (1, accepted, 'accepted', NULL), (2, sent, 'sent', ($7::int[])[1]), (3, delivered, 'delivered', ($7::int[])[2]),
    (4, read, 'read', ($7::int[])[3]), (5, rejected, 'failed', ($7::int[])[4])) AS v (status, at, raw, path)
  WHERE v.at IS NOT NULL
),
ev AS (
  INSERT INTO status_event (workspace_id, message_id, received_at, occurred_at, status, raw_status, error_code, error_text, flow_path_id)
  SELECT ws, id, received, occurred, status, raw, code, error, path FROM fe ORDER BY received
)`;

/** The ingest's own statement over generated rows: messages, event log and roll-ups as it would have written them. */
const STATEMENT = `WITH ${MESSAGES},${INSERT},${EVENTS},${ROLL_UPS},c5 AS (${FLOW_PATHS})
SELECT count(*)::int AS n FROM up`.replaceAll(":slot", "0");

/**
 * Every writer takes its share of the campaigns, the same in every run.
 * @param onProgress - told how many messages there are by now
 */
export async function generateMessages(
  writers: readonly Client[],
  ground: Ground,
  size: number,
  onProgress: (messages: number) => void,
): Promise<void> {
  const each = size / CAMPAIGNS;
  const step = Math.max(1, Math.floor(PER_STATEMENT / each));
  // The same audience hears of every campaign, as large as a business of this size has.
  const people = Math.min(99_999, Math.max(200, Math.round(each * 2)));
  const paths = [2, 3, 4, 5].map((status) => ground.paths[status]);
  let made = 0;
  const write = async (client: Client, nth: number) => {
    await client.query("SELECT setseed($1)", [0.5 / (nth + 1)]);
    for (let first = 1 + nth * step; first <= CAMPAIGNS; first += step * writers.length) {
      const last = Math.min(CAMPAIGNS, first + step - 1);
      const values = [ground.workspaceId, first, last, each, people, ground.connections, paths];
      const { rows } = await client.query<{ n: number }>(STATEMENT, values);
      made += rows[0]?.n ?? 0;
      onProgress(made);
    }
  };
  await Promise.all(writers.map(write));
}
