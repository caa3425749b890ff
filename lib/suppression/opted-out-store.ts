import "server-only";
import type { ClientBase, Pool } from "pg";

/** A provider's code of a rejection. */
export type ProviderCode = { readonly provider: string; readonly code: string };

/** Every code of the rejections that arrived since, with every provider that may have given it. */
export async function codesSince(client: ClientBase, from: number): Promise<ProviderCode[]> {
  const { rows } = await client.query<ProviderCode>(
    `SELECT p.provider, e.code FROM (
       SELECT DISTINCT error_code AS code FROM status_event
       WHERE received_at > 'epoch'::timestamptz + $1::float8 * interval '1 ms' AND status = 5 AND error_code IS NOT NULL) AS e
     CROSS JOIN (SELECT DISTINCT provider FROM connection) AS p`,
    [from],
  );
  return rows;
}

/**
 * Puts on the list whose WhatsApp messages were rejected for one of the codes, without an end: nobody but the person
 * takes back a stop. Left alone are entries that say as much already or were made later than the rejection came, and
 * people who were taken off since the message was first heard of. One audit entry a workspace tells how many.
 */
export async function suppressRejectedFor(
  client: ClientBase,
  codes: readonly ProviderCode[],
  from: number,
): Promise<void> {
  await client.query(
    `WITH found AS (
       SELECT DISTINCT ON (m.workspace_id, p.recipient) m.workspace_id, p.recipient, m.id, m.campaign_id, m.error_code, e.received_at
       FROM status_event e
       JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
       JOIN connection c ON c.workspace_id = m.workspace_id AND c.id = m.connection_id
       JOIN unnest($1::text[], $2::text[]) AS o (provider, code) ON o.provider = c.provider AND o.code = m.error_code
       CROSS JOIN LATERAL (SELECT coalesce(m.recipient, m.recipient_user_id)) AS p (recipient)
       WHERE e.received_at > 'epoch'::timestamptz + $3::float8 * interval '1 ms' AND e.status = 5 AND e.error_code = ANY ($2)
         AND m.status = 5 AND m.channel = 0 AND p.recipient IS NOT NULL
         AND NOT EXISTS (SELECT FROM suppression_removal r
           WHERE r.workspace_id = m.workspace_id AND r.recipient = p.recipient AND r.removed_at >= m.seen_at)
         AND NOT EXISTS (SELECT FROM suppression s WHERE s.workspace_id = m.workspace_id AND s.recipient = p.recipient
           AND (s.created_at >= e.received_at OR (s.reason IN ('opted_out', 'manual') AND s.expires_at IS NULL)))
       ORDER BY m.workspace_id, p.recipient, e.received_at DESC
     ), put AS (
       INSERT INTO suppression AS s (workspace_id, recipient, reason, created_by, message_id, campaign_id, error_code)
       SELECT workspace_id, recipient, 'opted_out', 'Reachback', id, campaign_id, error_code FROM found
       ON CONFLICT (workspace_id, recipient) DO UPDATE SET reason = excluded.reason, created_by = excluded.created_by,
         created_at = now(), expires_at = NULL, message_id = excluded.message_id, campaign_id = excluded.campaign_id,
         error_code = excluded.error_code
       RETURNING s.workspace_id, old.id IS NULL AS is_new)
     INSERT INTO audit_entry (workspace_id, actor_kind, actor_label, action, detail)
     SELECT workspace_id, 'system', 'Reachback', 'suppression.added', jsonb_build_object('reason', 'opted_out',
       'added', count(*) FILTER (WHERE is_new), 'changed', count(*) FILTER (WHERE NOT is_new)) FROM put GROUP BY 1`,
    [codes.map(({ provider }) => provider), codes.map(({ code }) => code), from],
  );
}

/** Removals that no rejection can contradict any more. @param days - longer than any message is under way */
export async function forgetRemovals(pool: Pool, days: number): Promise<void> {
  await pool.query("DELETE FROM suppression_removal WHERE removed_at < now() - make_interval(days => $1)", [
    days,
  ]);
}
