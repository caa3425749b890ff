import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { Counters } from "@/lib/domain/campaign/counters";
import type { WorkspaceId } from "@/lib/domain/ids";
import { isoOrNull } from "@/lib/reports/instants";
import type { Interval } from "@/lib/reports/period";

export type OverviewRow = {
  readonly asOf: Date;
  readonly campaigns: readonly (Counters & {
    readonly id: number;
    readonly name: string;
    readonly isUnassigned: boolean;
    readonly isArchived: boolean;
    /** Milliseconds since the epoch. */
    readonly createdAt: number;
    /** Milliseconds since the epoch; null as well where nothing of the campaign is in the interval. */
    readonly launchedAt: number | null;
  })[];
  /** Silent messages by the middle of the hour in which they were first heard of, in ms since the epoch. */
  readonly silent: readonly { readonly since: number; readonly silent: number }[];
  readonly connections: number;
  readonly currency: string;
  readonly lastReceivedAt: Date | null;
  readonly hasMessages: boolean;
};

/**
 * Every campaign of a workspace with its counters in the interval. Hours of silence older than eight days
 * come as one: no age bucket tells them apart, and the answer stays small however long a workspace lives.
 */
export async function queryOverview(
  workspaceId: WorkspaceId,
  { from, to }: Interval,
  withArchived: boolean,
): Promise<OverviewRow> {
  const [row] = await reportDb().$queryRaw<[OverviewRow]>`
    WITH listed AS MATERIALIZED (
      SELECT id, name, unassigned_of, archived_at, created_at FROM campaign
      WHERE workspace_id = ${workspaceId} AND (archived_at IS NULL OR ${withArchived})
    ), old AS MATERIALIZED ( -- once: in every row it would take longer than the sums
      SELECT date_trunc('hour', now()) - interval '8 days' AS at
    ), cohort AS MATERIALIZED (
      SELECT campaign_id, greatest(hour, (SELECT at FROM old)) AS hour,
        sum(attempted) AS attempted, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
        sum(rejected_before_sent) AS rejected_before_sent, sum(rejected_after_sent) AS rejected_after_sent
      FROM rollup_cohort
      WHERE workspace_id = ${workspaceId} AND campaign_id IN (SELECT id FROM listed)
        AND hour >= coalesce(${isoOrNull(from)}::timestamptz, '-infinity')
        AND hour < coalesce(${isoOrNull(to)}::timestamptz, 'infinity')
      GROUP BY 1, 2
    ), campaign_total AS (
      SELECT campaign_id, sum(attempted) AS attempted, sum(sent) AS sent, sum(delivered) AS delivered,
        sum(read) AS read, sum(rejected_before_sent) AS rejected_before_sent,
        sum(rejected_after_sent) AS rejected_after_sent
      FROM cohort GROUP BY 1
    ), silent AS (
      SELECT hour, sum(sent - delivered - rejected_after_sent) AS silent FROM cohort GROUP BY 1
    )
    SELECT now() AS "asOf",
      (SELECT coalesce(json_agg(json_build_object(
          'id', c.id, 'name', c.name, 'isUnassigned', c.unassigned_of IS NOT NULL,
          'isArchived', c.archived_at IS NOT NULL,
          'createdAt', floor(extract(epoch FROM c.created_at) * 1000),
          'launchedAt', CASE WHEN n.campaign_id IS NOT NULL OR c.created_at >= coalesce(${isoOrNull(from)}::timestamptz, '-infinity')
            THEN (SELECT extract(epoch FROM min(hour)) * 1000 FROM rollup_cohort
              WHERE workspace_id = ${workspaceId} AND campaign_id = c.id) END,
          'attempted', coalesce(n.attempted, 0), 'sent', coalesce(n.sent, 0),
          'delivered', coalesce(n.delivered, 0), 'read', coalesce(n.read, 0),
          'rejectedBeforeSent', coalesce(n.rejected_before_sent, 0),
          'rejectedAfterSent', coalesce(n.rejected_after_sent, 0)) ORDER BY c.id DESC), '[]'::json)
        FROM listed c LEFT JOIN campaign_total n ON n.campaign_id = c.id) AS campaigns,
      (SELECT coalesce(json_agg(json_build_object(
          'since', extract(epoch FROM hour + interval '30 minutes') * 1000, 'silent', silent)), '[]'::json)
        FROM silent WHERE silent <> 0) AS silent,
      (SELECT currency FROM workspace WHERE id = ${workspaceId}) AS currency,
      (SELECT count(*)::int FROM connection WHERE workspace_id = ${workspaceId} AND removed_at IS NULL) AS connections,
      (SELECT max(last_received_at) FROM connection WHERE workspace_id = ${workspaceId}) AS "lastReceivedAt",
      EXISTS (SELECT FROM rollup_cohort WHERE workspace_id = ${workspaceId}) AS "hasMessages"`;
  return row;
}
