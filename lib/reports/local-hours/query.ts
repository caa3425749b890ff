import "server-only";
import { reportDb } from "@/lib/db/replica";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { LocalHours } from "./definition";
import { knownZones } from "./known-zones";

export type LocalHourRow = Omit<LocalHours["cells"][number], "isoWeekday" | "hour"> & {
  /** Both null for the sum over recipients whose zone is not known. */
  readonly isoWeekday: number | null;
  readonly hour: number | null;
};
export type LocalHoursRow = { readonly asOf: Date; readonly cells: readonly LocalHourRow[] };

/**
 * Sums by local weekday and hour. A zone that this PostgreSQL does not know counts as unknown: AT TIME ZONE
 * would fail on it and take the whole report with it.
 */
export async function queryLocalHours(workspaceId: WorkspaceId, campaignId: number): Promise<LocalHoursRow> {
  const [row] = await reportDb().$queryRaw<[LocalHoursRow]>`
    WITH timing AS MATERIALIZED (
      SELECT quarter, time_zone, sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
        sum(rejected) AS rejected
      FROM rollup_timing WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId}
      GROUP BY 1, 2 HAVING sum(sent + delivered + read + rejected) > 0
    ), placed AS (
      SELECT CASE WHEN time_zone = ANY (${await knownZones()}::text[]) THEN quarter AT TIME ZONE time_zone END
        AS local, sent, delivered, read, rejected
      FROM timing
    ), cells AS (
      SELECT extract(isodow FROM local)::int AS "isoWeekday", extract(hour FROM local)::int AS hour,
        sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read, sum(rejected) AS rejected
      FROM placed GROUP BY 1, 2
    )
    SELECT now() AS "asOf",
      (SELECT coalesce(json_agg(cells ORDER BY "isoWeekday", hour), '[]'::json) FROM cells) AS cells`;
  return row;
}
