import "server-only";
import { prisma } from "@/lib/db/client";
import { type ReadDb, replicaState, reportDb } from "@/lib/db/replica";
import type { Counters } from "@/lib/domain/campaign/counters";
import type { WorkspaceId } from "@/lib/domain/ids";

export type CampaignFunnelRow = Counters & {
  readonly asOf: Date;
  readonly id: number;
  readonly name: string;
  readonly isUnassigned: boolean;
  readonly currency: string;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
  /** As in the overview: middle of the hour, in ms since the epoch. */
  readonly silent: readonly { readonly since: number; readonly silent: number }[];
  readonly launchedAt: Date | null;
  readonly latestAt: Date | null;
};

/** One campaign's counters, or null where the workspace has no such campaign. */
export async function queryCampaignFunnel(
  workspaceId: WorkspaceId,
  campaignId: number,
): Promise<CampaignFunnelRow | null> {
  const row = await ask(reportDb(), workspaceId, campaignId);
  // One that was made a moment ago may not have come to a replica yet.
  return row ?? (replicaState() ? ask(prisma(), workspaceId, campaignId) : null);
}

async function ask(
  database: ReadDb,
  workspaceId: WorkspaceId,
  campaignId: number,
): Promise<CampaignFunnelRow | null> {
  const [row] = await database.$queryRaw<CampaignFunnelRow[]>`
    WITH cohort AS MATERIALIZED (
      SELECT greatest(hour, date_trunc('hour', now()) - interval '8 days') AS hour,
        sum(attempted) AS attempted, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
        sum(rejected_before_sent) AS before, sum(rejected_after_sent) AS after
      FROM rollup_cohort WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId} GROUP BY 1
    ), total AS (
      SELECT sum(attempted) AS attempted, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
        sum(before) AS before, sum(after) AS after,
        coalesce(json_agg(json_build_object('since', extract(epoch FROM hour + interval '30 minutes') * 1000,
          'silent', sent - delivered - after)) FILTER (WHERE sent <> delivered + after), '[]'::json) AS silent
      FROM cohort
    ), timing AS (
      SELECT min(quarter) AS launched, max(quarter) AS latest
      FROM rollup_timing
      WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId} AND sent + delivered + read + rejected > 0
    )
    SELECT now() AS "asOf", c.id, c.name, c.unassigned_of IS NOT NULL AS "isUnassigned",
      c.created_at AS "createdAt", c.archived_at AS "archivedAt",
      coalesce(t.attempted, 0)::float8 AS attempted, coalesce(t.sent, 0)::float8 AS sent,
      coalesce(t.delivered, 0)::float8 AS delivered, coalesce(t.read, 0)::float8 AS read,
      coalesce(t.before, 0)::float8 AS "rejectedBeforeSent", coalesce(t.after, 0)::float8 AS "rejectedAfterSent",
      (SELECT currency FROM workspace WHERE id = ${workspaceId}) AS currency, t.silent, timing.launched AS "launchedAt", timing.latest AS "latestAt"
    FROM campaign c CROSS JOIN total t CROSS JOIN timing
    WHERE c.workspace_id = ${workspaceId} AND c.id = ${campaignId}`;
  return row ?? null;
}
