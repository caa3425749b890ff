import "server-only";
import type { QueryArrayConfig } from "pg";
import { reportPool } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import { conditionsOf, type Key, type RejectedWhere } from "@/lib/rejected/store";

/** A rejection as the database writes it, by the names of the columns. */
export type ReadRow = readonly [
  id: string,
  /** Milliseconds since 1970. */
  at: string,
  sender: string | null,
  recipient: string | null,
  recipientUserId: string | null,
  providerMessageId: string,
  channel: string,
  code: string | null,
  text: string | null,
  country: string | null,
  timeZone: string | null,
  campaignId: string,
  connectionId: string,
];

const AS_TEXT = { getTypeParser: () => (text: string) => text };

/**
 * One page of the list, newest first. Without joins: names are looked up from a few hundred, and a plan that
 * compares every message with every campaign costs more than the messages. Values come as text, because the
 * driver's own dates and objects would take half of an export's time.
 */
export async function readRejected(
  workspaceId: WorkspaceId,
  where: RejectedWhere,
  after: Key | null,
  limit: number,
): Promise<ReadRow[]> {
  const { conditions, values } = conditionsOf(workspaceId, where);
  if (after) {
    values.push(after.rejectedAt, after.id);
    conditions.push(
      `(m.rejected_at, m.id) < ($${values.length - 1}::timestamptz, $${values.length}::bigint)`,
    );
  }
  values.push(limit);
  const query: QueryArrayConfig = {
    text: `SELECT m.id, date_part('epoch', m.rejected_at) * 1000, m.sender, m.recipient, m.recipient_user_id, m.provider_message_id,
       m.channel, m.error_code, m.error_text, m.country, m.time_zone, m.campaign_id, m.connection_id
     FROM message m WHERE ${conditions.join(" AND ")}
     ORDER BY m.rejected_at DESC, m.id DESC LIMIT $${values.length}`,
    values,
    rowMode: "array",
    types: AS_TEXT,
  };
  return (await reportPool().query(query)).rows as unknown as ReadRow[];
}

export type Names = {
  readonly campaigns: ReadonlyMap<string, string>;
  readonly connections: ReadonlyMap<string, { readonly name: string; readonly provider: string }>;
};

/** Of everything in the workspace, archived and removed ones included. */
export async function readNames(workspaceId: WorkspaceId): Promise<Names> {
  const [campaigns, connections] = await Promise.all([
    reportPool().query<{ id: number; name: string }>(
      "SELECT id, name FROM campaign WHERE workspace_id = $1",
      [workspaceId],
    ),
    reportPool().query<{ id: number; name: string; provider: string }>(
      "SELECT id, name, provider FROM connection WHERE workspace_id = $1",
      [workspaceId],
    ),
  ]);
  return {
    campaigns: new Map(campaigns.rows.map(({ id, name }) => [String(id), name])),
    connections: new Map(connections.rows.map(({ id, ...connection }) => [String(id), connection])),
  };
}
