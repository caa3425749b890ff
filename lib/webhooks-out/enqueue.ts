import "server-only";
import type { ClientBase, Pool } from "pg";
import type { WebhookEvent } from "@/lib/domain/webhook-out/events";

type Event = {
  readonly workspaceId: number;
  /** What makes the event itself: telling the same key again does nothing. */
  readonly key: string;
  readonly data: object;
  /** Milliseconds since the epoch; left out: now. */
  readonly occurred?: number;
};

/**
 * Tells every endpoint of the workspace that has chosen the event. Pass the transaction of the cause: the
 * event then leaves if and only if the cause is committed.
 * @returns for how many endpoints it was written
 */
export async function enqueueWebhookEvent(
  db: Pool | ClientBase,
  { workspaceId, type, key, data, occurred = Date.now() }: Event & { readonly type: WebhookEvent },
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    "SELECT enqueue_webhook_event($1, $2, $3, $4, 'epoch'::timestamptz + $5::float8 * interval '1 ms') AS n",
    [workspaceId, type, key, JSON.stringify(data), occurred],
  );
  return rows[0]?.n ?? 0;
}

/**
 * Tells one endpoint, whatever events it has chosen: for steps of flows. Idempotent by `eventId`.
 * @param type - the event's name in the body, e.g. "flow.step"
 * @returns the id that the request will carry; null where the workspace has no such endpoint
 */
export async function enqueueToEndpoint(
  db: Pool | ClientBase,
  {
    workspaceId,
    endpointId,
    eventId,
    type,
    data,
    occurred = Date.now(),
  }: Omit<Event, "key"> & { readonly endpointId: number; readonly eventId: string; readonly type: string },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `WITH p AS (
       SELECT id, webhook_event_id($1::int, $3, $4) AS event FROM webhook_endpoint WHERE workspace_id = $1::int AND id = $2),
     told AS (
       INSERT INTO webhook_delivery (workspace_id, endpoint_id, event_id, type, data, occurred_at)
       SELECT $1::int, p.id, p.event, $3, $5, 'epoch'::timestamptz + $6::float8 * interval '1 ms' FROM p
       ON CONFLICT (workspace_id, endpoint_id, event_id) DO NOTHING)
     SELECT event AS id FROM p`,
    [workspaceId, endpointId, type, eventId, JSON.stringify(data), occurred],
  );
  return rows[0]?.id ?? null;
}
