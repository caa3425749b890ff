import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { Counters } from "@/lib/domain/campaign/counters";
import type { WorkspaceId } from "@/lib/domain/ids";

export type GroupRow = Counters & {
  /** Exactly one of the two is set; the other is null. */
  readonly country: string | null;
  readonly template: string | null;
};
export type BreakdownRows = { readonly asOf: Date; readonly groups: readonly GroupRow[] };

/** A campaign's counters by country, and again by template. */
export async function queryBreakdown(workspaceId: WorkspaceId, campaignId: number): Promise<BreakdownRows> {
  const [row] = await reportDb().$queryRaw<[BreakdownRows]>`
    WITH groups AS (
      SELECT country, template, sum(attempted) AS attempted, sum(sent) AS sent, sum(delivered) AS delivered,
        sum(read) AS read, sum(rejected_before_sent) AS "rejectedBeforeSent",
        sum(rejected_after_sent) AS "rejectedAfterSent"
      FROM rollup_cohort WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
      GROUP BY GROUPING SETS ((country), (template)) HAVING sum(attempted) > 0
    )
    SELECT now() AS "asOf", (SELECT coalesce(json_agg(groups), '[]'::json) FROM groups) AS groups`;
  return row;
}
