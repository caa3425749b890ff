import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { IntervalRow, StageCounts } from "./shape";

export type ProgressBounds = { readonly launchedAt: Date; readonly latestAt: Date };
export type ProgressRow = {
  readonly asOf: Date;
  readonly rows: readonly IntervalRow[];
  readonly funnel: StageCounts;
};

/** The first and the last quarter of an hour with anything; null while there is none. */
export async function queryProgressBounds(
  workspaceId: WorkspaceId,
  campaignId: number,
): Promise<ProgressBounds | null> {
  const [row] = await reportDb().$queryRaw<[ProgressBounds | { launchedAt: null; latestAt: null }]>`
    WITH quarters AS (
      SELECT quarter FROM rollup_timing
      WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
      GROUP BY 1 HAVING sum(sent + delivered + read + rejected) > 0
    )
    SELECT min(quarter) AS "launchedAt", max(quarter) AS "latestAt" FROM quarters`;
  return row.launchedAt === null ? null : row;
}

/**
 * Sums by interval, and the funnel's totals of the same moment.
 * @param inner - where one interval ends and the next begins, in ms since the epoch; what was stored since
 *   the edges were chosen falls into the first or the last interval, so that nothing is left out
 */
export async function queryProgress(
  workspaceId: WorkspaceId,
  campaignId: number,
  inner: readonly number[],
): Promise<ProgressRow> {
  const [row] = await reportDb().$queryRaw<[ProgressRow]>`
    WITH intervals AS (
      SELECT width_bucket(extract(epoch FROM quarter)::float8 * 1000, ${inner}::float8[]) AS interval,
        sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read, sum(rejected) AS rejected
      FROM rollup_timing WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId} GROUP BY 1
    ), funnel AS (
      SELECT coalesce(sum(sent), 0) AS sent, coalesce(sum(delivered), 0) AS delivered,
        coalesce(sum(read), 0) AS read, coalesce(sum(rejected_before_sent + rejected_after_sent), 0) AS rejected
      FROM rollup_cohort WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
    )
    SELECT now() AS "asOf", (SELECT coalesce(json_agg(intervals), '[]'::json) FROM intervals) AS rows,
      (SELECT row_to_json(funnel) FROM funnel) AS funnel`;
  return row;
}
