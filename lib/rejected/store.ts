import "server-only";
import { pool } from "@/lib/db/client";
import { numberHolds } from "@/lib/db/number-holds";
import { type ReadPool, reportPool } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";

/** A reason as messages and roll-ups hold it; an empty code where the provider gave none. */
export type ReasonKey = { connectionId: number; channel: number; code: string };

/** The filter as SQL needs it. `reasons` null: any reason. */
export type RejectedWhere = {
  campaignId?: number;
  connectionId?: number;
  reasons: readonly ReasonKey[] | null;
  country?: string;
  from?: Date;
  to?: Date;
  /** Exactly this BSUID or message id. */
  exactly?: string;
  /** Exactly this number, in E.164. */
  number?: string;
  /** Digits inside the number, four and more. */
  digits?: string;
};

/** Position in the list: newest rejection first, ties by id. */
export type Key = { rejectedAt: Date; id: string };

export type RejectedRow = {
  id: string;
  rejectedAt: Date;
  sender: string | null;
  recipient: string | null;
  recipientUserId: string | null;
  providerMessageId: string;
  channel: number;
  code: string | null;
  text: string | null;
  country: string | null;
  timeZone: string | null;
  campaignId: number;
  campaignName: string;
  connectionId: number;
  connectionName: string;
  provider: string;
};

const COLUMNS = `m.id, m.rejected_at AS "rejectedAt", m.sender, m.recipient,
  m.recipient_user_id AS "recipientUserId", m.provider_message_id AS "providerMessageId", m.channel,
  m.error_code AS code, m.error_text AS text, m.country, m.time_zone AS "timeZone",
  m.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName",
  m.connection_id AS "connectionId", coalesce(n.name, '') AS "connectionName",
  coalesce(n.provider, '') AS provider`;

/**
 * One page beyond a place of the list, the rows nearest to it first. The condition on rejected_at is what the partial index is for; the one on status leaves out
 * rejections that a later delivery corrected.
 * @param database - what is only shown may come from a replica; whom to message may not
 */
export async function findRejected(
  workspaceId: WorkspaceId,
  where: RejectedWhere,
  from: Key | null,
  limit: number,
  direction: "older" | "newer" = "older",
  database: ReadPool = pool(),
): Promise<RejectedRow[]> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  const [sign, order] = direction === "older" ? (["<", "DESC"] as const) : ([">", "ASC"] as const);
  if (from) {
    values.push(from.rejectedAt, from.id);
    const place = `($${values.length - 1}::timestamptz, $${values.length}::bigint)`;
    conditions.push(`(m.rejected_at, m.id) ${sign} ${place}`);
  }
  const codes = codesToMerge(where, limit);
  values.push(limit, codes);
  const ordered = `ORDER BY m.rejected_at ${order}, m.id ${order} LIMIT $${values.length - 1}`;
  const listed = (condition: string) =>
    `SELECT m.* FROM message m WHERE ${[...conditions, condition].join(" AND ")} ${ordered}`;
  const page = codes
    ? `SELECT m.* FROM unnest($${values.length}::text[]) AS wanted (code)
       CROSS JOIN LATERAL (${listed("coalesce(m.error_code, '') = wanted.code")}) AS m ${ordered}`
    : listed(`$${values.length}::text[] IS NULL`);
  const { rows } = await database.query<RejectedRow>(
    // Names are joined to the page alone: else PostgreSQL may join and sort all rejections of the filter first.
    `SELECT ${COLUMNS} FROM (${page}) AS m
     LEFT JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
     LEFT JOIN connection n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
     ORDER BY m.rejected_at ${order}, m.id ${order}`,
    values,
  );
  return rows;
}

/** Rows of a page that people look at; what works through all rejections takes many more at once. */
const SHOWN = 201;

/**
 * The codes of a filter whose newest rejections are read code by code and merged, so that a rare reason is not
 * looked for among all others; null where the list is read as one: a campaign's is short.
 */
const codesToMerge = ({ reasons, campaignId }: RejectedWhere, limit: number): string[] | null =>
  reasons && campaignId === undefined && limit <= SHOWN
    ? [...new Set(reasons.map(({ code }) => code))]
    : null;

export async function findRejectedByIds(
  workspaceId: WorkspaceId,
  ids: readonly string[],
): Promise<RejectedRow[]> {
  const { rows } = await pool().query<RejectedRow>(
    `SELECT ${COLUMNS} FROM message m
     LEFT JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
     LEFT JOIN connection n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
     WHERE m.workspace_id = $1 AND m.id = ANY($2::bigint[]) AND m.status = 5`,
    [workspaceId, ids],
  );
  return rows;
}

/** Reads every row of the filter once; only exports, which read them all anyway, may pay for it. */
export async function countRejected(workspaceId: WorkspaceId, where: RejectedWhere): Promise<number> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  const { rows } = await reportPool().query<{ n: string }>(
    `SELECT count(*) AS n FROM message m WHERE ${conditions.join(" AND ")}`,
    values,
  );
  return Number(rows[0]?.n ?? 0);
}

/** Digits at the end of a number that few others share. */
const ENDING = 6;

/** Conditions on the message `m`, and the values of their places. */
export function conditionsOf(
  workspaceId: WorkspaceId,
  where: RejectedWhere,
): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [workspaceId];
  const conditions = ["m.workspace_id = $1", "m.rejected_at IS NOT NULL", "m.status = 5"];
  const add = (condition: (place: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add((place) => `m.campaign_id = ${place}::int`, where.campaignId);
  add((place) => `m.connection_id = ${place}::int`, where.connectionId);
  add((place) => `m.country = ${place}`, where.country);
  add((place) => `m.rejected_at >= ${place}::timestamptz`, where.from);
  add((place) => `m.rejected_at < ${place}::timestamptz`, where.to);
  // By its end in the index of rejected numbers: the one of all messages would read the person's others too.
  if (where.number !== undefined)
    conditions.push(numberHolds("m", workspaceId, where.number.slice(-ENDING), values));
  add((place) => `m.recipient = ${place}`, where.number);
  if (where.digits !== undefined) conditions.push(numberHolds("m", workspaceId, where.digits, values));
  add(
    (place) =>
      `(m.recipient = ${place} OR m.recipient_user_id = ${place} OR m.provider_message_id = ${place})`,
    where.exactly,
  );
  if (where.reasons) {
    values.push(where.reasons.map(({ connectionId, channel, code }) => `${connectionId} ${channel} ${code}`));
    conditions.push(
      `m.connection_id || ' ' || m.channel || ' ' || coalesce(m.error_code, '') = ANY ($${values.length}::text[])`,
    );
  }
  return { conditions, values };
}

export type ReasonCount = ReasonKey & { provider: string; rejected: number };

/** Rejected messages by reason, from the roll-ups: as many rows as there are reasons in use, however many campaigns. */
export async function countReasons(
  workspaceId: WorkspaceId,
  { campaignId, connectionId }: { campaignId?: number; connectionId?: number },
  database: ReadPool = pool(),
): Promise<ReasonCount[]> {
  const { rows } = await database.query<Omit<ReasonCount, "rejected"> & { rejected: string }>(
    `SELECT r.connection_id AS "connectionId", r.channel, r.code,
            coalesce(n.provider, '') AS provider, sum(r.rejected) AS rejected
     FROM rollup_reason r LEFT JOIN connection n ON n.workspace_id = r.workspace_id AND n.id = r.connection_id
     WHERE r.workspace_id = $1 AND ($2::int IS NULL OR r.campaign_id = $2) AND ($3::int IS NULL OR r.connection_id = $3)
     GROUP BY 1, 2, 3, 4 HAVING sum(r.rejected) > 0`,
    [workspaceId, campaignId ?? null, connectionId ?? null],
  );
  return rows.map((row) => ({ ...row, rejected: Number(row.rejected) }));
}

const withRejections = (column: "campaign_id" | "connection_id"): string =>
  `id IN (SELECT ${column} FROM rollup_reason WHERE workspace_id = $1 GROUP BY 1 HAVING sum(rejected) > 0)`;

const next = (after: string): string =>
  `(SELECT country FROM rollup_cohort WHERE workspace_id = $1 AND country > ${after} ORDER BY country LIMIT 1)`;
const rejected = (row: string): string => `${row}.rejected_before_sent + ${row}.rejected_after_sent`;

/**
 * Countries with rejections: from one country in the index to the next, and in each up to the first group of
 * messages with a rejection, instead of through the roll-up. A group is counted over all writers' slots.
 */
const COUNTRIES = `
  WITH RECURSIVE known (country) AS (
    ${next("''")} UNION ALL SELECT ${next("known.country")} FROM known WHERE known.country IS NOT NULL
  )
  SELECT country FROM known WHERE country IS NOT NULL AND EXISTS (
    SELECT FROM rollup_cohort r WHERE r.workspace_id = $1 AND r.country = known.country AND ${rejected("r")} > 0 AND 0 < (
      SELECT sum(${rejected("s")}) FROM rollup_cohort s WHERE s.workspace_id = r.workspace_id AND s.campaign_id = r.campaign_id
        AND s.hour = r.hour AND s.country = r.country AND s.template = r.template))
  ORDER BY country`;

/** What has rejections. */
export async function findNames(workspaceId: WorkspaceId): Promise<{
  campaigns: { id: number; name: string }[];
  connections: { id: number; name: string }[];
  countries: string[];
}> {
  const [campaigns, connections, countries] = await Promise.all([
    reportPool().query<{ id: number; name: string }>(
      `SELECT id, name FROM campaign WHERE workspace_id = $1 AND ${withRejections("campaign_id")} ORDER BY id DESC LIMIT 500`,
      [workspaceId],
    ),
    reportPool().query<{ id: number; name: string }>(
      `SELECT id, name FROM connection WHERE workspace_id = $1 AND ${withRejections("connection_id")} ORDER BY name LIMIT 500`,
      [workspaceId],
    ),
    reportPool().query<{ country: string }>(COUNTRIES, [workspaceId]),
  ]);
  return {
    campaigns: campaigns.rows,
    connections: connections.rows,
    countries: countries.rows.map(({ country }) => country),
  };
}
