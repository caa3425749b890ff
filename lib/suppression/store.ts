import "server-only";
import type { ClientBase } from "pg";
import { pool } from "@/lib/db/client";
import type { ReadPool } from "@/lib/db/replica";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { SuppressionReason } from "@/lib/suppression/choices";
import type { SuppressionFilter } from "@/lib/suppression/definition";

export type NewSuppressions = {
  /** Same length; each recipient once. */
  recipients: readonly string[];
  reasons: readonly SuppressionReason[];
  note: string | null;
  createdBy: string;
  expiresAt: Date | null;
};

/**
 * Adds recipients in one statement. Of those on the list already, `replace` takes over the new reason and
 * end (a person's decision about exactly these numbers); without it only a later end does (a bulk rule must
 * not shorten somebody's "never").
 */
export async function putSuppressions(
  db: Db,
  workspaceId: WorkspaceId,
  { recipients, reasons, note, createdBy, expiresAt }: NewSuppressions,
  replace: boolean,
): Promise<{ added: number; changed: number }> {
  const [row] = await db.$queryRaw<{ added: bigint; changed: bigint }[]>`
    WITH put AS (
      INSERT INTO suppression AS s (workspace_id, recipient, reason, note, created_by, expires_at)
      SELECT ${workspaceId}::int, recipient, reason, ${note}::text, ${createdBy}::text, ${expiresAt}::timestamptz
      FROM unnest(${[...recipients]}::text[], ${[...reasons]}::text[]) AS given(recipient, reason)
      ON CONFLICT (workspace_id, recipient) DO UPDATE
        SET reason = excluded.reason, note = excluded.note, created_by = excluded.created_by,
            created_at = now(), expires_at = excluded.expires_at,
            message_id = NULL, campaign_id = NULL, error_code = NULL
        WHERE ${replace}::boolean OR coalesce(excluded.expires_at, 'infinity') > coalesce(s.expires_at, 'infinity')
      RETURNING old.id IS NULL AS is_new)
    SELECT count(*) FILTER (WHERE is_new) AS added, count(*) FILTER (WHERE NOT is_new) AS changed FROM put`;
  return { added: Number(row?.added ?? 0), changed: Number(row?.changed ?? 0) };
}

/** Takes entries off and keeps who they were: what opted out before that is not put on again by itself. */
export const deleteSuppressions = (
  db: Db,
  workspaceId: WorkspaceId,
  { ids = [], recipients = [] }: { ids?: readonly number[]; recipients?: readonly string[] },
): Promise<number> =>
  db.$executeRaw`
    WITH gone AS (
      DELETE FROM suppression WHERE workspace_id = ${workspaceId}
        AND (id = ANY(${[...ids]}::int[]) OR recipient = ANY(${[...recipients]}::text[])) RETURNING recipient)
    INSERT INTO suppression_removal (workspace_id, recipient) SELECT ${workspaceId}::int, recipient FROM gone
    ON CONFLICT (workspace_id, recipient) DO UPDATE SET removed_at = excluded.removed_at`;

export type SuppressionRow = {
  id: number;
  recipient: string;
  reason: SuppressionReason;
  note: string | null;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  expired: boolean;
  /** The rejection that made the entry; null where a person or a flow did. */
  campaignId: number | null;
  campaign: string | null;
  /** Null also where the message is not kept any more. */
  messageId: string | null;
  code: string | null;
};

export type SuppressionWhere = Pick<SuppressionFilter, "reason" | "state"> & {
  exactly?: string;
  digits?: string;
};

/** Newest first, beyond an id; nearest to it first. */
export async function findSuppressions(
  workspaceId: WorkspaceId,
  where: SuppressionWhere,
  from: number | null,
  limit: number,
  direction: "older" | "newer" = "older",
  database: ReadPool = pool(),
): Promise<SuppressionRow[]> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  if (from !== null) {
    values.push(from);
    conditions.push(`id ${direction === "older" ? "<" : ">"} $${values.length}::int`);
  }
  values.push(limit);
  const order = direction === "older" ? "DESC" : "ASC";
  const { rows } = await database.query<SuppressionRow>(
    `SELECT s.id, s.recipient, s.reason, s.note, s.created_by AS "createdBy", s.created_at AS "createdAt",
            s.expires_at AS "expiresAt", coalesce(s.expires_at <= now(), false) AS expired, c.id AS "campaignId",
            c.name AS campaign, m.id::text AS "messageId", s.error_code AS code
     FROM (SELECT * FROM suppression WHERE ${conditions.join(" AND ")}
           ORDER BY id ${order} LIMIT $${values.length}) AS s
     LEFT JOIN message m ON m.workspace_id = s.workspace_id AND m.id = s.message_id
     LEFT JOIN campaign c ON c.workspace_id = s.workspace_id AND c.id = coalesce(m.campaign_id, s.campaign_id)
     ORDER BY s.id ${order}`,
    values,
  );
  return rows;
}

export async function countSuppressions(workspaceId: WorkspaceId, where: SuppressionWhere): Promise<number> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  const { rows } = await pool().query<{ n: string }>(
    `SELECT count(*) AS n FROM suppression WHERE ${conditions.join(" AND ")}`,
    values,
  );
  return Number(rows[0]?.n ?? 0);
}

function conditionsOf(
  workspaceId: WorkspaceId,
  { reason, state, exactly, digits }: SuppressionWhere,
): { conditions: string[]; values: unknown[] } {
  const values: unknown[] = [workspaceId];
  const conditions = ["workspace_id = $1"];
  if (state === "active") conditions.push("(expires_at IS NULL OR expires_at > now())");
  if (state === "expired") conditions.push("expires_at <= now()");
  for (const [condition, value] of [
    ["reason = ", reason],
    ["recipient = ", exactly],
  ] as const) {
    if (value === undefined) continue;
    values.push(value);
    conditions.push(`${condition}$${values.length}`);
  }
  if (digits !== undefined) {
    values.push(digits);
    conditions.push(`recipient LIKE '%' || $${values.length} || '%'`);
  }
  return { conditions, values };
}

export type FlowSuppression = {
  readonly workspaceId: number;
  readonly flowId: number;
  readonly recipient: string;
  /** Null: for ever. */
  readonly days: number | null;
  readonly note: string | null;
};

/** What flows put on the list, in the caller's transaction; as a bulk rule, it shortens nobody's entry. */
export async function putSuppressionsOfFlows(
  client: ClientBase,
  rows: readonly FlowSuppression[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO suppression AS s (workspace_id, recipient, reason, note, created_by, expires_at)
     SELECT DISTINCT ON (t.ws, t.recipient) t.ws, t.recipient, 'manual', t.note, f.name, now() + make_interval(days => t.days)
     FROM unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::text[]) AS t (ws, flow, recipient, days, note)
     JOIN flow f ON f.workspace_id = t.ws AND f.id = t.flow
     ORDER BY t.ws, t.recipient, t.days DESC NULLS FIRST
     ON CONFLICT (workspace_id, recipient) DO UPDATE SET reason = excluded.reason, note = excluded.note,
       created_by = excluded.created_by, created_at = now(), expires_at = excluded.expires_at,
       message_id = NULL, campaign_id = NULL, error_code = NULL
     WHERE coalesce(excluded.expires_at, 'infinity') > coalesce(s.expires_at, 'infinity')`,
    [
      rows.map(({ workspaceId }) => workspaceId),
      rows.map(({ flowId }) => flowId),
      rows.map(({ recipient }) => recipient),
      rows.map(({ days }) => days),
      rows.map(({ note }) => note),
    ],
  );
}
