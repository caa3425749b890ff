import "server-only";
import type { Pool } from "pg";
import type { Locale } from "@/lib/auth/context";
import type { AlertKind, AlertParams } from "@/lib/domain/alert/kinds";

export type DueAlert = {
  readonly workspaceId: number;
  readonly id: number;
  readonly workspace: string;
  readonly kind: AlertKind;
  readonly params: AlertParams;
  readonly tries: number;
  readonly mailedTo: readonly string[];
  readonly recipients: readonly { readonly email: string; readonly locale: Locale }[];
};

/** Seconds until an alert that a worker took is mailed by another, and between tries. */
const PAUSE = 60;

/**
 * Alerts to be mailed, each with those it goes to: the addresses of the settings, else all admins. People
 * read it in their own language, others in the workspace's. Taken ones are due again after a pause.
 */
export async function takeDueAlerts(pool: Pool): Promise<DueAlert[]> {
  const { rows } = await pool.query<DueAlert>(
    `WITH due AS (
       SELECT workspace_id, id FROM alert WHERE mail_due_at <= now() ORDER BY mail_due_at LIMIT 20 FOR UPDATE SKIP LOCKED),
     taken AS (
       UPDATE alert a SET mail_due_at = now() + $1 * (a.mail_tries + 1) * interval '1 s', mail_tries = a.mail_tries + 1
       FROM due WHERE a.workspace_id = due.workspace_id AND a.id = due.id RETURNING a.*)
     SELECT a.workspace_id AS "workspaceId", a.id, w.name AS workspace, a.kind, a.params, a.mail_tries AS tries, a.mailed_to AS "mailedTo",
       CASE WHEN cardinality(coalesce(s.recipients, '{}')) > 0 THEN (
         SELECT jsonb_agg(jsonb_build_object('email', r, 'locale', coalesce(u.locale, w.locale)) ORDER BY r)
         FROM unnest(s.recipients) AS r LEFT JOIN app_user u ON u.email = lower(r))
       ELSE coalesce((
         SELECT jsonb_agg(jsonb_build_object('email', u.email, 'locale', u.locale) ORDER BY u.id)
         FROM membership m JOIN app_user u ON u.id = m.user_id
         WHERE m.workspace_id = a.workspace_id AND m.role = 'admin' AND u.disabled_at IS NULL), '[]') END AS recipients
     FROM taken a JOIN workspace w ON w.id = a.workspace_id LEFT JOIN alert_settings s ON s.workspace_id = a.workspace_id`,
    [PAUSE],
  );
  return rows;
}

export async function noteMailed(pool: Pool, { workspaceId, id }: DueAlert, email: string): Promise<void> {
  await pool.query(
    "UPDATE alert SET mailed_to = array_append(mailed_to, $3) WHERE workspace_id = $1 AND id = $2",
    [workspaceId, id, email],
  );
}

export async function endMailing(pool: Pool, { workspaceId, id }: DueAlert): Promise<void> {
  await pool.query("UPDATE alert SET mail_due_at = NULL WHERE workspace_id = $1 AND id = $2", [
    workspaceId,
    id,
  ]);
}

/** Without a mail server nothing waits for one: who sets it up later must not get all that is past. */
export async function dropDueMails(pool: Pool): Promise<void> {
  await pool.query("UPDATE alert SET mail_due_at = NULL WHERE mail_due_at IS NOT NULL");
}
