import "server-only";
import type { ClientBase } from "pg";
import type { Trigger } from "@/lib/domain/fallback/rule";
import type { FirstAttempt } from "@/lib/fallback/plan/planner";

export type PlannedMessage = {
  readonly workspaceId: number;
  readonly messageId: string;
  readonly campaignId: number;
  readonly recipient: string | null;
  readonly country: string | null;
};

/** Plans first attempts under the key that the ingest gives them, so that none begins twice. */
export async function insertFirst(
  client: ClientBase,
  planned: readonly {
    readonly message: PlannedMessage;
    readonly cause: Trigger["on"];
    readonly first: FirstAttempt;
    /** When it was called for, milliseconds since the epoch: its age is counted from then. */
    readonly triggeredAt: number;
  }[],
): Promise<void> {
  if (planned.length === 0) return;
  await client.query(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, state, why, recipient, country, triggered_at, due_at, ended_at)
     SELECT ws, message, campaign, 0, 0, channel, conn, rule, version, cause, CASE WHEN held THEN 'skipped' ELSE 'planned' END,
       CASE WHEN held THEN 'held_out' END, recipient, country, 'epoch'::timestamptz + triggered * interval '1 ms', 'epoch'::timestamptz + due * interval '1 ms', CASE WHEN held THEN now() END
     FROM unnest($1::int[], $2::bigint[], $3::int[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::smallint[], $10::int[],
       $11::float8[], $12::bool[], $13::float8[]) AS t (ws, message, campaign, cause, recipient, country, rule, version, channel, conn, due, held, triggered)
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
      planned.map(({ triggeredAt }) => triggeredAt),
    ],
  );
}
