import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";

export type ReasonRow = {
  /** Empty where the connection was deleted since. */
  readonly provider: string;
  /** Index into CHANNELS. */
  readonly channel: number;
  readonly code: string;
  readonly rejected: number;
};
export type ReasonRows = { readonly asOf: Date; readonly reasons: readonly ReasonRow[] };

/** Messages whose state is rejected, by provider, channel and code. */
export async function queryReasons(workspaceId: WorkspaceId, campaignId: number): Promise<ReasonRows> {
  const [row] = await reportDb().$queryRaw<[ReasonRows]>`
    WITH reasons AS (
      SELECT coalesce(c.provider, '') AS provider, r.channel, r.code, sum(r.rejected) AS rejected
      FROM rollup_reason r
      LEFT JOIN connection c ON c.workspace_id = r.workspace_id AND c.id = r.connection_id
      WHERE r.workspace_id = ${workspaceId} AND r.campaign_id = ${campaignId}
      GROUP BY 1, 2, 3 HAVING sum(r.rejected) > 0
    )
    SELECT now() AS "asOf", (SELECT coalesce(json_agg(reasons), '[]'::json) FROM reasons) AS reasons`;
  return row;
}
