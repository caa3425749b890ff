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
  /** Milliseconds since the epoch, not included. */
  readonly from: number;
  /** One endpoint that makes up for a pause; absent: all that are not paused. */
  readonly endpoint?: { readonly workspaceId: number; readonly id: number };
};

/**
 * Statuses that arrived after `from` and were not told yet, in the order of arrival; at most `limit`, and
 * those that arrived in the same millisecond as the last. The id is made of what makes the status, and the
 * outbox has it once: reading a slice again is harmless.
 */
export async function readSlice(
  client: ClientBase,
  { from, endpoint }: Slice,
  limit: number,
): Promise<LoggedStatus[]> {
  const { rows } = await client.query<LoggedStatus>(
    `SELECT e.workspace_id AS "workspaceId", p.id AS "endpointId", t.id AS "eventId", t.type,
       (extract(epoch FROM e.received_at) * 1000)::float8 AS received, (extract(epoch FROM e.occurred_at) * 1000)::float8 AS occurred,
       e.status, e.raw_status AS "rawStatus", e.error_code AS "errorCode", e.error_text AS "errorText",
       m.id::text AS "messageId", m.provider_message_id AS "providerMessageId", m.connection_id AS "connectionId", c.provider,
       m.campaign_id AS "campaignId", g.name AS campaign, m.channel, m.recipient, m.recipient_user_id AS "recipientUserId",
       m.country, m.template
     FROM webhook_endpoint p
     JOIN status_event e ON e.workspace_id = p.workspace_id AND e.received_at >= p.subscribed_at
     CROSS JOIN LATERAL (
       SELECT type, webhook_event_id(e.workspace_id, type, e.message_id || ':' || e.status || CASE e.status WHEN 0 THEN ':' || e.raw_status ELSE '' END) AS id
       FROM unnest(p.events) AS type WHERE type = 'status.changed' OR (type = 'message.rejected' AND e.status = 5)) AS t
     JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
     JOIN connection c ON c.workspace_id = m.workspace_id AND c.id = m.connection_id
     JOIN campaign g ON g.workspace_id = m.workspace_id AND g.id = m.campaign_id
     WHERE p.paused_at IS NULL AND e.received_at > 'epoch'::timestamptz + $1::float8 * interval '1 ms'
       AND ($2::int IS NULL OR (p.workspace_id = $2 AND p.id = $3))
       AND NOT EXISTS (SELECT FROM webhook_delivery d
         WHERE d.workspace_id = e.workspace_id AND d.endpoint_id = p.id AND d.event_id = t.id)
     ORDER BY e.received_at FETCH FIRST $4::int ROWS WITH TIES`,
    [from, endpoint?.workspaceId ?? null, endpoint?.id ?? null, limit],
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
const MARK = "webhooks_read_until";

/** Milliseconds since the epoch; null before the first reading. */
export async function readMark(pool: Pool): Promise<number | null> {
  const { rows } = await pool.query<{ mark: number }>(
    "SELECT (value #>> '{}')::float8 AS mark FROM instance_setting WHERE key = $1",
    [MARK],
  );
  return rows[0]?.mark ?? null;
}

/** Never back: another process may have been further. */
export async function moveMark(client: ClientBase, mark: number): Promise<void> {
  await client.query(
    `INSERT INTO instance_setting AS s (key, value, updated_at) VALUES ($1, to_jsonb($2::float8), now())
     ON CONFLICT (key) DO UPDATE SET updated_at = now(), value = to_jsonb(greatest((s.value #>> '{}')::float8, $2::float8))`,
    [MARK, mark],
  );
}
