import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";

export type LatencyRow = { readonly kind: number; readonly bucket: number; readonly n: number };
export type LatencyRows = { readonly asOf: Date; readonly buckets: readonly LatencyRow[] };

/** Messages by kind (1 delivered, 2 read) and logarithmic bucket of the wait since sent. */
export async function queryLatency(workspaceId: WorkspaceId, campaignId: number): Promise<LatencyRows> {
  const [row] = await reportDb().$queryRaw<[LatencyRows]>`
    WITH buckets AS (
      SELECT kind, bucket, sum(n) AS n FROM rollup_latency
      WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
      GROUP BY 1, 2 HAVING sum(n) > 0
    )
    SELECT now() AS "asOf", (SELECT coalesce(json_agg(buckets), '[]'::json) FROM buckets) AS buckets`;
  return row;
}
