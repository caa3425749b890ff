import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import { SHOWN_HOURS, type Stage } from "@/lib/reports/stage-hours/stages";

export type StageHourRow = Readonly<Record<Stage, number>> & { readonly hour: number };
export type StageHoursRow = {
  readonly asOf: Date;
  readonly launchedAt: Date | null;
  readonly hours: readonly StageHourRow[];
};

/** Sums by hour since launch; hour SHOWN_HOURS stands for it and all that follow. Empty hours are absent. */
export async function queryStageHours(workspaceId: WorkspaceId, campaignId: number): Promise<StageHoursRow> {
  const [row] = await reportDb().$queryRaw<[StageHoursRow]>`
    WITH quarters AS MATERIALIZED (
      SELECT quarter, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read, sum(rejected) AS rejected
      FROM rollup_timing WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
      GROUP BY 1 HAVING sum(sent + delivered + read + rejected) > 0
    ), launch AS (SELECT min(quarter) AS at FROM quarters),
    hours AS (
      SELECT least(floor(extract(epoch FROM quarter - launch.at) / 3600), ${SHOWN_HOURS}::int)::int AS hour,
        sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read, sum(rejected) AS rejected
      FROM quarters CROSS JOIN launch GROUP BY 1
    )
    SELECT now() AS "asOf", (SELECT at FROM launch) AS "launchedAt",
      (SELECT coalesce(json_agg(hours ORDER BY hour), '[]'::json) FROM hours) AS hours`;
  return row;
}
