import "server-only";
import type { ClientBase, Pool } from "pg";
import type { CampaignId } from "@/lib/domain/ids";
import { batchOf, type Consequences } from "@/lib/ingest/batch";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import type { Queryable } from "@/lib/ingest/pipelined-connection";
import { storeStatement } from "@/lib/ingest/statement/store-statement";

/**
 * Stores a batch in one transaction: message rows, event log and roll-ups, and what follows from them. Repeats
 * change nothing.
 * @param slot - the writer's number; writers with different slots never wait for each other's counters.
 */
export async function storeStatuses(
  database: Queryable,
  events: readonly IncomingStatus[],
  slot: number,
  consequences?: Consequences,
): Promise<void> {
  if (events.length === 0) return;
  let batch = batchOf(events, slot, consequences);
  if (batch.flowless.length > 0 && (await consequences?.flows?.meet(batch.flowless)))
    batch = batchOf(events, slot, consequences);
  if (batch.unknownWalks.length > 0) {
    // A number that no event bears after all does no harm, so it need not be of the same transaction.
    await consequences?.flows?.number(batch.unknownWalks);
    batch = batchOf(events, slot, consequences);
  }
  const { needs, values } = batch;
  const { name, text, parameters } = storeStatement(needs);
  await database.query({ name, text, values: parameters.map((parameter) => values[parameter]) });
}

/** The campaign of each unseen tag, made where it does not exist. Names are cut by the caller. */
export async function ensureCampaigns(
  database: Pool | ClientBase,
  wanted: readonly { readonly workspaceId: number; readonly tag: string; readonly key: string }[],
): Promise<{ workspaceId: number; tag: string; id: CampaignId }[]> {
  // Sorted and without repeats, for the same reason as in the store statement. The no-op update makes
  // RETURNING give the row also when another process was faster.
  const { rows } = await database.query(
    `INSERT INTO campaign AS c (workspace_id, tag, name, key)
     SELECT DISTINCT ON (ws, tag) ws, tag, tag, key FROM unnest($1::int[], $2::text[], $3::text[]) AS t (ws, tag, key)
     ORDER BY ws, tag
     ON CONFLICT (workspace_id, tag) DO UPDATE SET tag = excluded.tag
     RETURNING workspace_id AS "workspaceId", tag, id`,
    [wanted.map((w) => w.workspaceId), wanted.map((w) => w.tag), wanted.map((w) => w.key)],
  );
  return rows;
}

export async function findCampaignByKey(
  database: Pool,
  key: string,
): Promise<{ workspaceId: number; id: CampaignId } | null> {
  const { rows } = await database.query(
    `SELECT workspace_id AS "workspaceId", id FROM campaign WHERE key = $1`,
    [key],
  );
  return rows[0] ?? null;
}

/** Changes when any connection was added, changed or removed; cheap enough to ask every second. */
export async function connectionsFingerprint(database: Pool): Promise<string> {
  // Of all rows and not of the newest time: the clocks that write these times are not the same.
  const { rows } = await database.query(
    `SELECT coalesce(md5(string_agg(id || '|' || updated_at || '|' || coalesce(removed_at, 'epoch'), ',' ORDER BY id)), '') AS fingerprint
     FROM connection`,
  );
  return rows[0].fingerprint;
}

/** Whether a living connection has this key, also one whose secrets can't be opened. */
export async function connectionExists(database: Pool, key: string): Promise<boolean> {
  const { rowCount } = await database.query(
    "SELECT 1 FROM connection WHERE key = $1 AND removed_at IS NULL",
    [key],
  );
  return rowCount !== 0;
}

export type CounterRow = {
  readonly workspaceId: number;
  readonly connectionId: number;
  readonly kind: string;
  readonly reason: string;
  readonly n: number;
  readonly lastAt: number;
  readonly lastDetail: string | null;
};

/** Adds to the counters; rows of connections that are gone by now are left out. */
export async function addCounters(database: Pool, rows: readonly CounterRow[]): Promise<void> {
  await database.query(
    `WITH t AS (
       SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::float8[], $7::text[])
         AS t (ws, conn, kind, reason, n, at, detail) JOIN connection c ON c.workspace_id = ws AND c.id = conn
     ), seen AS (
       UPDATE connection c SET last_received_at = greatest(c.last_received_at, s.at) FROM (
         SELECT ws, conn, max('epoch'::timestamptz + at * interval '1 ms') AS at FROM t WHERE kind = 'accepted' GROUP BY 1, 2
       ) AS s WHERE c.workspace_id = s.ws AND c.id = s.conn
     )
     INSERT INTO connection_counter AS k (workspace_id, connection_id, kind, reason, n, last_at, last_detail)
     SELECT ws, conn, t.kind, reason, n, 'epoch'::timestamptz + at * interval '1 ms', detail FROM t ORDER BY ws, conn, t.kind, reason
     ON CONFLICT (workspace_id, connection_id, kind, reason) DO UPDATE SET n = k.n + excluded.n,
       last_at = greatest(k.last_at, excluded.last_at), last_detail = coalesce(excluded.last_detail, k.last_detail)`,
    [
      rows.map((row) => row.workspaceId),
      rows.map((row) => row.connectionId),
      rows.map((row) => row.kind),
      rows.map((row) => row.reason),
      rows.map((row) => row.n),
      rows.map((row) => row.lastAt),
      rows.map((row) => row.lastDetail),
    ],
  );
}

export type MalformedRow = {
  readonly workspaceId: number;
  readonly connectionId: number;
  readonly receivedAt: number;
  readonly cause: string;
  readonly body: Uint8Array;
};

/** Malformed requests kept per connection; older ones make room. */
const MALFORMED_KEPT = 20;

export async function keepMalformed(database: Pool, row: MalformedRow): Promise<void> {
  await database.query(
    `INSERT INTO malformed_request (workspace_id, connection_id, received_at, cause, body)
     SELECT workspace_id, id, $3, $4, $5 FROM connection WHERE workspace_id = $1 AND id = $2`,
    [row.workspaceId, row.connectionId, new Date(row.receivedAt), row.cause, Buffer.from(row.body)],
  );
  await database.query(
    `DELETE FROM malformed_request WHERE workspace_id = $1 AND connection_id = $2 AND id NOT IN (
       SELECT id FROM malformed_request WHERE workspace_id = $1 AND connection_id = $2 ORDER BY id DESC LIMIT $3)`,
    [row.workspaceId, row.connectionId, MALFORMED_KEPT],
  );
}
