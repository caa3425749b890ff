import "server-only";
import type { ClientBase } from "pg";
import type { Rule } from "@/lib/domain/fallback/rule";

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
