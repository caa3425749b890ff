import "server-only";
import type { ClientBase } from "pg";
import type { ReadPool } from "@/lib/db/replica";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { CHANNELS, statusOfCode } from "@/lib/domain/message/status";
import type { LogSource } from "@/lib/logs/row";

type Version = { readonly flowId: number; readonly version: number; readonly definition: FlowDefinition };

/** All versions of all flows: few, because people published them. */
export async function findVersions(
  db: ReadPool | ClientBase,
  workspaceId: number,
  flowId?: number,
): Promise<Version[]> {
  const { rows } = await db.query<Version>(
    `SELECT flow_id AS "flowId", version, definition FROM flow_version
     WHERE workspace_id = $1 AND ($2::int IS NULL OR flow_id = $2) ORDER BY flow_id, version`,
    [workspaceId, flowId ?? null],
  );
  return rows;
}

export type Path = {
  readonly id: number;
  readonly flowId: number;
  readonly version: number;
  readonly trail: string;
};

export async function findPaths(
  db: ReadPool | ClientBase,
  workspaceId: number,
  flowIds: readonly number[],
): Promise<Path[]> {
  const { rows } = await db.query<Path>(
    `SELECT id, flow_id AS "flowId", version, trail FROM flow_path WHERE workspace_id = $1 AND flow_id = ANY ($2)`,
    [workspaceId, flowIds],
  );
  return rows;
}

/** What was logged about one message; a step of `steps` names it by its place there. */
export type Logged = LogSource & {
  readonly pathId: number | null;
  readonly flowId: number | null;
  readonly version: number | null;
  readonly stepId: string | null;
  /** What a durable run had found when it ended, or has so far. */
  readonly results: Readonly<Record<string, string>> | null;
  readonly foundZone: string | null;
};

export type HistoryFilter = {
  readonly pathIds: readonly number[];
  /** Steps that durable runs visited. */
  readonly stepIds: readonly string[];
  readonly campaignId: number | null;
  readonly from: Date | null;
  readonly until: Date | null;
};

type Stored = Omit<Logged, "status" | "channel" | "cells"> & {
  readonly status: number;
  readonly channel: number;
};

/**
 * Statuses that passed a log step, of the next messages by id: those that were walked inside a batch, by the
 * path that the event log names, and those of durable runs, by their visits.
 * @returns the rows, and the last message that was looked at; null when there are no more
 */
export async function findLogged(
  db: ReadPool | ClientBase,
  workspaceId: number,
  filter: HistoryFilter,
  after: string,
  messages: number,
): Promise<{ rows: Logged[]; last: string | null }> {
  const { rows: page } = await db.query<{ last: string | null; n: number }>(
    `SELECT max(id)::text AS last, count(*)::int AS n FROM (
       SELECT id FROM message WHERE workspace_id = $1 AND ($2::int IS NULL OR campaign_id = $2) AND id > $3 ORDER BY id LIMIT $4) AS m`,
    [workspaceId, filter.campaignId, after, messages],
  );
  const last = page[0]?.last ?? null;
  if (last === null) return { rows: [], last: null };
  const { rows } = await db.query<Stored>(SQL, [
    workspaceId,
    filter.campaignId,
    after,
    last,
    filter.pathIds,
    filter.stepIds,
    filter.from,
    filter.until,
  ]);
  const logged = rows.map(({ status, channel, ...row }) => ({
    ...row,
    status: statusOfCode(status),
    channel: CHANNELS[channel] ?? "whatsapp",
    cells: null,
  }));
  return { rows: logged, last };
}

const SQL = `
  WITH m AS MATERIALIZED (
    SELECT * FROM message WHERE workspace_id = $1 AND ($2::int IS NULL OR campaign_id = $2) AND id > $3 AND id <= $4
  ), logged AS (
    SELECT e.message_id, e.occurred_at, e.status, e.raw_status, e.error_code, e.error_text, e.flow_path_id AS path_id,
      NULL::int AS flow_id, NULL::int AS version, NULL::text AS step_id, NULL::jsonb AS results, NULL::text AS found_zone
    FROM status_event e WHERE e.workspace_id = $1 AND e.message_id IN (SELECT id FROM m) AND e.flow_path_id = ANY ($5::int[])
    UNION ALL
    SELECT r.message_id, r.started_at, r.status, r.word, m.error_code, m.error_text, NULL, r.flow_id, r.version, v.step_id, nullif(r.variables, '{}'), r.found_zone
    FROM m JOIN flow_run r ON r.workspace_id = $1 AND r.message_id = m.id
    JOIN flow_visit v ON v.workspace_id = $1 AND v.run_id = r.id AND v.step_id = ANY ($6::text[]) AND v.outcome = 'succeeded'
  )
  SELECT (extract(epoch FROM l.occurred_at) * 1000)::float8 AS "occurredAt", l.status, l.raw_status AS "rawStatus",
    l.error_code AS "errorCode", l.error_text AS "errorText", l.path_id AS "pathId", l.flow_id AS "flowId", l.version,
    l.step_id AS "stepId", m.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName", m.id::text AS "messageId",
    m.provider_message_id AS "providerMessageId", m.recipient, m.recipient_user_id AS "recipientUserId", m.sender, m.country,
    coalesce(l.found_zone, m.time_zone) AS "timeZone", m.template, m.channel, coalesce(k.provider, '') AS provider, k.name AS "connectionName",
    coalesce(m.variables, '{}') || coalesce(l.results, '{}') AS variables, l.results, l.found_zone AS "foundZone"
  FROM logged l JOIN m ON m.id = l.message_id
  LEFT JOIN campaign c ON c.workspace_id = $1 AND c.id = m.campaign_id
  LEFT JOIN connection k ON k.workspace_id = $1 AND k.id = m.connection_id
  WHERE ($7::timestamptz IS NULL OR l.occurred_at >= $7) AND ($8::timestamptz IS NULL OR l.occurred_at < $8)
  ORDER BY m.id, l.occurred_at, l.status`;

export type OpenRewrite = {
  readonly workspaceId: number;
  readonly logId: number;
  readonly id: number;
  readonly from: Date;
  readonly until: Date;
  readonly afterId: string;
};

/** A period that is to be written again, locked until the transaction ends; not while many rows wait already. */
export async function takeRewrite(client: ClientBase, waitingAtMost: number): Promise<OpenRewrite | null> {
  const { rows } = await client.query<OpenRewrite>(
    `SELECT w.workspace_id AS "workspaceId", w.log_id AS "logId", w.id, w."from", w.until, w.after_id::text AS "afterId"
     FROM log_rewrite w WHERE w.ended_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM log_row r WHERE r.workspace_id = w.workspace_id AND r.log_id = w.log_id OFFSET $1)
     ORDER BY w.created_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [waitingAtMost],
  );
  return rows[0] ?? null;
}

/** @param last - null ends it */
export async function advanceRewrite(
  client: ClientBase,
  { workspaceId, logId, id }: OpenRewrite,
  last: string | null,
  rows: number,
): Promise<void> {
  await client.query(
    `UPDATE log_rewrite SET after_id = coalesce($4::bigint, after_id), rows = rows + $5,
       ended_at = CASE WHEN $4::bigint IS NULL THEN now() END
     WHERE workspace_id = $1 AND log_id = $2 AND id = $3`,
    [workspaceId, logId, id, last, rows],
  );
}
