import "server-only";
import type { ClientBase, Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { CHANNELS, statusOfCode } from "@/lib/domain/message/status";
import type { RowFormat } from "@/lib/logs/format-row";
import type { HeldCode } from "@/lib/logs/held";
import type { WaitingRow } from "@/lib/logs/row";
import { formatSettings } from "@/lib/logs/settings";

/** A log that this writer may write until its lease ends. */
export type Claimed = {
  readonly workspaceId: number;
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly settings: unknown;
  readonly progress: unknown;
  readonly state: string;
  readonly lease: string;
};

/**
 * The log with waiting rows that has waited longest, for one writer alone. What ends by itself is tried again
 * while it is held.
 */
export async function claimLog(pool: Pool, lease: string, leaseMs: number): Promise<Claimed | null> {
  const { rows } = await pool.query<Claimed>(
    `WITH next AS (
       SELECT l.workspace_id, l.id FROM status_log l
       WHERE l.archived_at IS NULL AND (l.state = 'ready' OR l.held_why IN ('quota', 'unreachable'))
         AND (l.leased_until IS NULL OR l.leased_until < clock_timestamp())
         AND (l.retry_at IS NULL OR l.retry_at <= clock_timestamp())
         AND EXISTS (SELECT 1 FROM log_row r WHERE r.workspace_id = l.workspace_id AND r.log_id = l.id)
       ORDER BY l.retry_at NULLS FIRST, l.workspace_id, l.id LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     UPDATE status_log l SET lease = $1, leased_until = clock_timestamp() + $2 * interval '1 ms'
     FROM next WHERE l.workspace_id = next.workspace_id AND l.id = next.id
     RETURNING l.workspace_id AS "workspaceId", l.id, l.name, l.kind, l.settings, l.progress, l.state, l.lease`,
    [lease, leaseMs],
  );
  return rows[0] ?? null;
}

type Key = Pick<Claimed, "workspaceId" | "id" | "lease">;

/** Stores what is about to be sent. @returns false when another writer has taken the log */
export async function keepProgress(
  pool: Pool,
  log: Key,
  progress: object,
  leaseMs: number,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE status_log SET progress = $4, leased_until = clock_timestamp() + $5 * interval '1 ms'
     WHERE workspace_id = $1 AND id = $2 AND lease = $3`,
    [log.workspaceId, log.id, log.lease, JSON.stringify(progress), leaseMs],
  );
  return rowCount === 1;
}

/** What was proven to be written is removed; the log is free again. `hand` does the writing where it is our own. */
export const settleRows = (
  pool: Pool,
  log: Key,
  progress: object,
  ids: readonly string[],
  hand: (client: ClientBase) => Promise<void> = async () => {},
): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE status_log SET progress = $4, state = 'ready', held_why = NULL, held_at = NULL, retry_at = NULL,
         last_written_at = now(), lease = NULL, leased_until = NULL
       WHERE workspace_id = $1 AND id = $2 AND lease = $3`,
      [log.workspaceId, log.id, log.lease, JSON.stringify(progress)],
    );
    if (rowCount !== 1) return false;
    await hand(client);
    await client.query(
      "DELETE FROM log_row WHERE workspace_id = $1 AND log_id = $2 AND id = ANY ($3::bigint[])",
      [log.workspaceId, log.id, ids],
    );
    return true;
  });

export type Release = {
  /** Failures in a row. */
  readonly tries?: number;
  /** Milliseconds until it may be taken up again. */
  readonly afterMs: number;
  readonly held?: HeldCode;
};

/** Gives the log back; its rows wait. */
export async function releaseLog(pool: Pool, log: Key, { tries, afterMs, held }: Release): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE status_log SET progress = CASE WHEN $4::int IS NULL THEN progress ELSE progress || jsonb_build_object('tries', $4::int) END, lease = NULL, leased_until = NULL,
       retry_at = clock_timestamp() + $5 * interval '1 ms',
       state = CASE WHEN $6::text IS NULL THEN state ELSE 'held' END,
       held_at = CASE WHEN $6::text IS NULL OR state = 'held' THEN held_at ELSE now() END,
       held_why = coalesce($6::text, held_why)
     WHERE workspace_id = $1 AND id = $2 AND lease = $3`,
    [log.workspaceId, log.id, log.lease, tries ?? null, afterMs, held ?? null],
  );
  return rowCount === 1;
}

type StoredRow = Omit<WaitingRow, "status" | "channel"> & {
  readonly status: number;
  readonly channel: number;
};

/** Waiting rows in the order of their ids, or those of a batch under way. */
export async function findRows(
  pool: Pool,
  log: Pick<Claimed, "workspaceId" | "id">,
  which: { readonly first: number } | { readonly ids: readonly string[] },
): Promise<WaitingRow[]> {
  const [condition, value] =
    "ids" in which
      ? ["AND r.id = ANY ($3::bigint[]) ORDER BY r.id", which.ids]
      : ["ORDER BY r.id LIMIT $3", which.first];
  const { rows } = await pool.query<StoredRow>(
    `SELECT r.id::text, r.rewrite, (extract(epoch FROM r.occurred_at) * 1000)::float8 AS "occurredAt", r.status,
       r.raw_status AS "rawStatus", r.error_code AS "errorCode", r.error_text AS "errorText",
       r.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName", r.message_id::text AS "messageId",
       m.provider_message_id AS "providerMessageId", m.recipient, m.recipient_user_id AS "recipientUserId", m.sender,
       m.country, coalesce(r.found_zone, m.time_zone) AS "timeZone", m.template, coalesce(m.channel, 0) AS channel,
       coalesce(k.provider, '') AS provider, k.name AS "connectionName", coalesce(m.variables, '{}') || coalesce(r.results, '{}') AS variables, r.cells
     FROM log_row r
     LEFT JOIN message m ON m.workspace_id = r.workspace_id AND m.id = r.message_id
     LEFT JOIN campaign c ON c.workspace_id = r.workspace_id AND c.id = r.campaign_id
     LEFT JOIN connection k ON k.workspace_id = m.workspace_id AND k.id = m.connection_id
     WHERE r.workspace_id = $1 AND r.log_id = $2 ${condition}`,
    [log.workspaceId, log.id, value],
  );
  return rows.map(({ status, channel, ...row }) => ({
    ...row,
    status: statusOfCode(status),
    channel: CHANNELS[channel] ?? "whatsapp",
  }));
}

export type NewLogRow = {
  readonly workspaceId: number;
  readonly logId: number;
  readonly campaignId: number;
  readonly messageId: string;
  /** See STATUS_CODE. */
  readonly status: number;
  readonly rawStatus: string;
  readonly occurredAt: Date;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly cells: readonly (readonly [name: string, value: string])[] | null;
  /** Of the run's HTTP steps. */
  readonly results: Readonly<Record<string, string>> | null;
  readonly foundZone: string | null;
};

/** In one statement; in the caller's transaction. Rows of logs that are gone or archived are left out. */
export async function insertLogRows(
  client: ClientBase,
  rows: readonly NewLogRow[],
  rewrite: number | null = null,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at, error_code, error_text, cells, results, found_zone, rewrite)
     SELECT t.ws, t.log, t.campaign, t.message, t.status, t.raw, t.at, t.code, t.text, t.cells, t.results, t.zone, $13
     FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::smallint[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::jsonb[], $11::jsonb[], $12::text[])
       WITH ORDINALITY AS t (ws, log, campaign, message, status, raw, at, code, text, cells, results, zone, nth)
     JOIN status_log l ON l.workspace_id = t.ws AND l.id = t.log AND l.archived_at IS NULL
     ORDER BY t.nth`,
    [
      rows.map((row) => row.workspaceId),
      rows.map((row) => row.logId),
      rows.map((row) => row.campaignId),
      rows.map((row) => row.messageId),
      rows.map((row) => row.status),
      rows.map((row) => row.rawStatus),
      rows.map((row) => row.occurredAt),
      rows.map((row) => row.errorCode),
      rows.map((row) => row.errorText),
      rows.map((row) => (row.cells === null ? null : JSON.stringify(row.cells))),
      rows.map((row) => (row.results === null ? null : JSON.stringify(row.results))),
      rows.map((row) => row.foundZone),
      rewrite,
    ],
  );
}

/** Rows that came after their log was archived. */
export async function dropArchivedRows(pool: Pool): Promise<void> {
  await pool.query(
    `DELETE FROM log_row r USING status_log l
     WHERE l.archived_at IS NOT NULL AND r.workspace_id = l.workspace_id AND r.log_id = l.id`,
  );
}

/** How a log writes its rows; null where there is none of that number. */
export async function findLogFormat(
  db: Pool | ClientBase,
  workspaceId: number,
  id: number,
): Promise<RowFormat | null> {
  const { rows } = await db.query<{ settings: unknown }>(
    "SELECT settings FROM status_log WHERE workspace_id = $1 AND id = $2",
    [workspaceId, id],
  );
  return rows[0] ? formatSettings.parse(rows[0].settings) : null;
}
