import "server-only";
import type { ClientBase, Pool } from "pg";

/** One status for one endpoint. Times are milliseconds since the epoch. */
export type LoggedStatus = {
  readonly workspaceId: number;
  readonly endpointId: number;
  readonly eventId: string;
  readonly type: "status.changed" | "message.rejected";
  readonly received: number;
  readonly occurred: number;
  readonly status: number;
  readonly rawStatus: string;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly messageId: string;
  readonly providerMessageId: string;
  readonly connectionId: number;
  readonly provider: string;
  readonly campaignId: number;
  readonly campaign: string;
  readonly channel: number;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly country: string | null;
  readonly template: string | null;
};

export type Slice = {
  /** Milliseconds since the epoch; the first is not included, the last is. */
  readonly from: number;
  readonly until: number;
  /** One endpoint that makes up for a pause; absent: all that are not paused. */
  readonly endpoint?: { readonly workspaceId: number; readonly id: number };
};

/**
 * Statuses that arrived in the slice of time and were not told yet. The id is made of what makes the status,
 * and the outbox has it once: reading a slice again is harmless. Each part is materialised, so that no
 * estimate can turn the look-ups by key into scans.
 */
export async function readSlice(
  client: ClientBase,
  { from, until, endpoint }: Slice,
): Promise<LoggedStatus[]> {
  const { rows } = await client.query<LoggedStatus>(
    `WITH p AS MATERIALIZED (
       SELECT workspace_id, id, subscribed_at, type FROM webhook_endpoint CROSS JOIN LATERAL unnest(events) AS type
       WHERE paused_at IS NULL AND type IN ('status.changed', 'message.rejected')
         AND ($3::int IS NULL OR (workspace_id = $3 AND id = $4))),
     e AS MATERIALIZED (
       SELECT * FROM status_event
       WHERE received_at > 'epoch'::timestamptz + $1::float8 * interval '1 ms'
         AND received_at <= 'epoch'::timestamptz + $2::float8 * interval '1 ms'
         AND workspace_id = ANY (ARRAY(SELECT DISTINCT workspace_id FROM p))),
     t AS MATERIALIZED (
       SELECT e.*, p.id AS endpoint_id, p.type, webhook_event_id(e.workspace_id, p.type,
         e.message_id || ':' || e.status || CASE e.status WHEN 0 THEN ':' || e.raw_status ELSE '' END) AS event_id
       FROM e JOIN p ON p.workspace_id = e.workspace_id AND e.received_at >= p.subscribed_at
         AND (p.type = 'status.changed' OR e.status = 5))
     SELECT t.workspace_id AS "workspaceId", t.endpoint_id AS "endpointId", t.event_id AS "eventId", t.type,
       (extract(epoch FROM t.received_at) * 1000)::float8 AS received, (extract(epoch FROM t.occurred_at) * 1000)::float8 AS occurred,
       t.status, t.raw_status AS "rawStatus", t.error_code AS "errorCode", t.error_text AS "errorText",
       m.id::text AS "messageId", m.provider_message_id AS "providerMessageId", m.connection_id AS "connectionId", c.provider,
       m.campaign_id AS "campaignId", g.name AS campaign, m.channel, m.recipient, m.recipient_user_id AS "recipientUserId",
       m.country, m.template
     FROM t CROSS JOIN LATERAL (
       SELECT * FROM message m WHERE m.workspace_id = t.workspace_id AND m.id = t.message_id LIMIT 1) AS m
     JOIN connection c ON c.workspace_id = m.workspace_id AND c.id = m.connection_id
     JOIN campaign g ON g.workspace_id = m.workspace_id AND g.id = m.campaign_id
     WHERE NOT EXISTS (SELECT FROM webhook_delivery d
       WHERE d.workspace_id = t.workspace_id AND d.endpoint_id = t.endpoint_id AND d.event_id = t.event_id)
     ORDER BY t.received_at`,
    [from, until, endpoint?.workspaceId ?? null, endpoint?.id ?? null],
  );
  return rows;
}

export type NewDelivery = {
  readonly workspaceId: number;
  readonly endpointId: number;
  readonly eventId: string;
  readonly type: string;
  readonly data: object;
  readonly occurred: number;
};

export async function insertDeliveries(client: ClientBase, rows: readonly NewDelivery[]): Promise<void> {
  await client.query(
    `INSERT INTO webhook_delivery (workspace_id, endpoint_id, event_id, type, data, occurred_at)
     SELECT ws, endpoint, event, type, data, 'epoch'::timestamptz + occurred * interval '1 ms'
     FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::jsonb[], $6::float8[]) AS t (ws, endpoint, event, type, data, occurred)
     ON CONFLICT (workspace_id, endpoint_id, event_id) DO NOTHING`,
    [
      rows.map((row) => row.workspaceId),
      rows.map((row) => row.endpointId),
      rows.map((row) => row.eventId),
      rows.map((row) => row.type),
      rows.map((row) => JSON.stringify(row.data)),
      rows.map((row) => row.occurred),
    ],
  );
}

export type Subscribers = {
  /** When the first endpoint that wants statuses was made, in ms since the epoch; null: there is none. */
  readonly since: number | null;
  /** Endpoints that make up for a pause, and from where on. */
  readonly catchingUp: readonly {
    readonly workspaceId: number;
    readonly id: number;
    readonly from: number;
  }[];
};

/** Who wants statuses: asked every second, so it looks at endpoints only. */
export async function findSubscribers(pool: Pool): Promise<Subscribers> {
  const { rows } = await pool.query<{
    workspaceId: number;
    id: number;
    since: number;
    from: number | null;
  }>(
    `SELECT workspace_id AS "workspaceId", id, (extract(epoch FROM subscribed_at) * 1000)::float8 AS since,
       (extract(epoch FROM catch_up_from) * 1000)::float8 AS from
     FROM webhook_endpoint WHERE paused_at IS NULL AND events && ARRAY['status.changed', 'message.rejected']`,
  );
  return {
    since: rows.length === 0 ? null : Math.min(...rows.map(({ since }) => since)),
    catchingUp: rows.flatMap(({ workspaceId, id, from }) =>
      from === null ? [] : [{ workspaceId, id, from }],
    ),
  };
}

/** @param from - ms since the epoch; null: all is made up for */
export async function moveCatchUp(
  client: ClientBase,
  { workspaceId, id }: { readonly workspaceId: number; readonly id: number },
  from: number | null,
): Promise<void> {
  await client.query(
    `UPDATE webhook_endpoint SET catch_up_from = 'epoch'::timestamptz + $3::float8 * interval '1 ms'
     WHERE workspace_id = $1 AND id = $2 AND catch_up_from IS NOT NULL`,
    [workspaceId, id, from],
  );
}

/** Row of instance_setting: up to where the log was read for good. */
export const MARK = "webhooks_read_until";

/** Never back: another process may have been further. */
export async function moveMark(client: ClientBase, mark: number): Promise<void> {
  await client.query(
    `INSERT INTO instance_setting AS s (key, value, updated_at) VALUES ($1, to_jsonb($2::float8), now())
     ON CONFLICT (key) DO UPDATE SET updated_at = now(), value = to_jsonb(greatest((s.value #>> '{}')::float8, $2::float8))`,
    [MARK, mark],
  );
}
