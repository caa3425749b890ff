import "server-only";
import type { ClientBase } from "pg";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { FirstAttempt } from "@/lib/fallback/plan/planner";

export type LateMessage = {
  readonly workspaceId: number;
  readonly messageId: string;
  readonly campaignId: number;
  readonly status: number;
  readonly recipient: string | null;
  readonly country: string | null;
  readonly code: string | null;
  readonly provider: string | null;
  readonly ruleId: number;
  readonly ruleVersion: number;
  readonly rule: Rule;
  /** Whether the person has ever shown a read receipt. */
  readonly hasRead: boolean;
};

/** Those of the messages whose campaign falls back by itself, with the rule in force. */
export async function lateMessages(
  client: ClientBase,
  calls: readonly {
    readonly workspaceId: number;
    readonly messageId: string;
    readonly ruleId: number | null;
  }[],
): Promise<LateMessage[]> {
  const { rows } = await client.query<LateMessage>(
    `SELECT m.workspace_id AS "workspaceId", m.id::text AS "messageId", m.campaign_id AS "campaignId", m.status, m.recipient, m.country,
       m.error_code AS code, n.provider, r.id AS "ruleId", r.version AS "ruleVersion", v.definition AS rule,
       EXISTS (SELECT 1 FROM message o WHERE o.workspace_id = m.workspace_id AND o.recipient = m.recipient AND o.read_at IS NOT NULL) AS "hasRead"
     FROM unnest($1::int[], $2::bigint[], $3::int[]) AS t (ws, message, rule)
     JOIN message m ON m.workspace_id = t.ws AND m.id = t.message JOIN workspace w ON w.id = t.ws
     JOIN campaign c ON c.workspace_id = t.ws AND c.id = m.campaign_id
     LEFT JOIN connection n ON n.workspace_id = t.ws AND n.id = m.connection_id
     JOIN fallback_rule r ON r.workspace_id = t.ws AND r.id = coalesce(t.rule, c.fallback_rule_id, w.fallback_rule_id)
     JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
     WHERE c.fallback_mode = 'automatic' AND c.archived_at IS NULL AND r.archived_at IS NULL AND m.channel = 0`,
    [
      calls.map(({ workspaceId }) => workspaceId),
      calls.map(({ messageId }) => messageId),
      calls.map(({ ruleId }) => ruleId),
    ],
  );
  return rows;
}

export async function insertFirst(
  client: ClientBase,
  planned: readonly {
    readonly message: LateMessage;
    readonly cause: Rule["trigger"]["on"];
    readonly first: FirstAttempt;
  }[],
): Promise<void> {
  if (planned.length === 0) return;
  await client.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, state, why, recipient, country, triggered_at, due_at, ended_at)
     SELECT ws, message, campaign, 0, 0, channel, conn, rule, version, cause, CASE WHEN held THEN 'skipped' ELSE 'planned' END,
       CASE WHEN held THEN 'held_out' END, recipient, country, now(), 'epoch'::timestamptz + due * interval '1 ms', CASE WHEN held THEN now() END
     FROM unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::smallint[], $10::int[],
       $11::float8[], $12::bool[]) AS t (ws, message, campaign, cause, recipient, country, rule, version, channel, conn, due, held)
     ORDER BY ws, message
     ON CONFLICT (workspace_id, message_id, cycle, position) DO NOTHING`,
    [
      planned.map(({ message }) => message.workspaceId),
      planned.map(({ message }) => message.messageId),
      planned.map(({ message }) => message.campaignId),
      planned.map(({ cause }) => cause),
      planned.map(({ message }) => message.recipient),
      planned.map(({ message }) => message.country),
      planned.map(({ first }) => first.ruleId),
      planned.map(({ first }) => first.ruleVersion),
      planned.map(({ first }) => first.channel),
      planned.map(({ first }) => first.connectionId),
      planned.map(({ first }) => first.dueAt),
      planned.map(({ first }) => first.heldOut),
    ],
  );
}
