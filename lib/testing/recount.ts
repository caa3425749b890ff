import type { ClientBase, Pool } from "pg";
import { COUNTERS, latencyBucket } from "@/lib/ingest/statement/roll-ups";

const MESSAGE = `(SELECT workspace_id, campaign_id, connection_id, channel, status, seen_at, accepted_at AS accepted, sent_at AS sent,
  delivered_at AS delivered, read_at AS read, rejected_at AS rejected, coalesce(country, '') AS country,
  coalesce(time_zone, '') AS time_zone, coalesce(template, '') AS template, coalesce(error_code, '') AS code FROM message)`;

/** Every counter as a full count of messages, under its column's name. */
export const COUNTED = Object.entries(COUNTERS)
  .map(([name, condition]) => `(count(*) FILTER (WHERE ${condition}))::int AS ${name}`)
  .join(", ");
const counterNames = Object.keys(COUNTERS);

/** Each roll-up as the writers keep it and as a full count of the messages says. */
const PAIRS: Readonly<Record<string, { kept: string; counted: string }>> = {
  cohort: {
    kept: kept("rollup_cohort", ["workspace_id", "campaign_id", "hour", "country", "template"], counterNames),
    counted: `SELECT workspace_id, campaign_id, date_bin('1 hour', seen_at, 'epoch') AS hour, country, template, ${COUNTED} FROM ${MESSAGE} GROUP BY 1, 2, 3, 4, 5`,
  },
  reason: {
    kept: kept(
      "rollup_reason",
      ["workspace_id", "campaign_id", "connection_id", "channel", "code"],
      ["rejected"],
    ),
    counted: `SELECT workspace_id, campaign_id, connection_id, channel, code, count(*) AS rejected FROM ${MESSAGE} WHERE status = 5 GROUP BY 1, 2, 3, 4, 5`,
  },
  timing: {
    kept: kept(
      "rollup_timing",
      ["workspace_id", "campaign_id", "quarter", "time_zone"],
      ["sent", "delivered", "read", "rejected"],
    ),
    counted: `SELECT workspace_id, campaign_id, date_bin('15 minutes', at, 'epoch') AS quarter, time_zone,
      ${["sent", "delivered", "read", "rejected"].map((stage) => `count(*) FILTER (WHERE stage = '${stage}') AS ${stage}`).join(", ")}
      FROM ${MESSAGE} AS m, LATERAL (VALUES ('sent', m.sent), ('delivered', m.delivered), ('read', m.read), ('rejected', m.rejected)) AS s (stage, at)
      WHERE at IS NOT NULL GROUP BY 1, 2, 3, 4`,
  },
  latency: {
    kept: kept("rollup_latency", ["workspace_id", "campaign_id", "kind", "bucket"], ["n"]),
    counted: `SELECT workspace_id, campaign_id, kind, ${latencyBucket("coalesce(sent, accepted)", "at")} AS bucket, count(*) AS n
      FROM ${MESSAGE} AS m, LATERAL (VALUES (1::smallint, m.delivered), (2::smallint, m.read)) AS s (kind, at)
      WHERE at IS NOT NULL AND coalesce(sent, accepted) IS NOT NULL GROUP BY 1, 2, 3, 4`,
  },
  // Without the campaign: a run stays with the one in which it began, a message may move.
  flow: {
    kept: kept("rollup_flow_path", ["workspace_id", "path_id", "hour"], ["n"]),
    counted: `SELECT workspace_id, flow_path_id AS path_id, date_bin('1 hour', received_at, 'epoch') AS hour, count(*) AS n
      FROM status_event WHERE flow_path_id IS NOT NULL GROUP BY 1, 2, 3`,
  },
};

/** Sums over the writers' slots, without the rows that came back to zero. */
function kept(table: string, keys: readonly string[], sums: readonly string[]): string {
  const columns = [...keys, ...sums.map((name) => `sum(${name}) AS ${name}`)].join(", ");
  return `SELECT ${columns} FROM ${table} GROUP BY ${keys.join(", ")} HAVING ${sums.map((name) => `sum(${name}) <> 0`).join(" OR ")}`;
}

/** Roll-up rows that differ from a full recount of messages and events, by roll-up; all empty when the counts are right. */
export async function recountDifferences(database: Pool | ClientBase): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [name, { kept: keptSql, counted }] of Object.entries(PAIRS)) {
    const { rows } = await database.query(
      `WITH kept AS (${keptSql}), counted AS (${counted})
       SELECT 'kept' AS side, * FROM (SELECT * FROM kept EXCEPT SELECT * FROM counted) AS a
       UNION ALL SELECT 'counted', * FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept) AS b`,
    );
    found[name] = rows;
  }
  return found;
}
