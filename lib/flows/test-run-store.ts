import "server-only";
import { prisma } from "@/lib/db/client";
import type { WorkspaceId } from "@/lib/domain/ids";

export type SampleMessage = {
  connectionId: number;
  providerMessageId: string;
  campaignId: number;
  campaignName: string;
  channel: number;
  status: number | null;
  /** Of the status that it has now. */
  occurredAt: Date;
  recipient: string | null;
  recipientUserId: string | null;
  sender: string | null;
  country: string | null;
  timeZone: string | null;
  template: string | null;
  errorCode: string | null;
  errorText: string | null;
  unknownWords: string[];
  variables: Record<string, string | number | boolean | null> | null;
};

export async function findSampleMessage(workspaceId: WorkspaceId, id: bigint): Promise<SampleMessage | null> {
  const [row] = await prisma().$queryRaw<SampleMessage[]>`
    SELECT m.connection_id AS "connectionId", m.provider_message_id AS "providerMessageId", m.campaign_id AS "campaignId",
      c.name AS "campaignName", m.channel, m.status, m.recipient, m.recipient_user_id AS "recipientUserId", m.sender,
      m.country, m.time_zone AS "timeZone", m.template, m.error_code AS "errorCode", m.error_text AS "errorText",
      m.unknown_words AS "unknownWords", m.variables,
      coalesce(CASE m.status WHEN 1 THEN m.accepted_at WHEN 2 THEN m.sent_at WHEN 3 THEN m.delivered_at
               WHEN 4 THEN m.read_at WHEN 5 THEN m.rejected_at END, m.seen_at) AS "occurredAt"
    FROM message m JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
    WHERE m.workspace_id = ${workspaceId} AND m.id = ${id}`;
  return row ?? null;
}
