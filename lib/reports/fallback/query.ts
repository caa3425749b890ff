import "server-only";
import { reportDb, reportPool } from "@/lib/db/replica";
import type { AttemptState } from "@/lib/domain/fallback/attempt";
import type { FallbackCounters } from "@/lib/domain/fallback/people";
import type { WorkspaceId } from "@/lib/domain/ids";
import {
  ATTEMPT_COUNTS,
  PEOPLE_COLUMNS,
  PEOPLE_SUMS,
  REACHED,
  UNFOLDED,
} from "@/lib/fallback/rollup/differences";
import { isoOrNull } from "@/lib/reports/instants";
import type { Interval } from "@/lib/reports/period";

export type StateRow = {
  readonly channel: number;
  readonly state: AttemptState;
  readonly attempts: number;
  readonly answered: number;
  readonly confirmed: number;
};
export type BaseRow = { readonly asOf: Date; readonly currency: string; readonly rejected: number };
export type PeopleRow = FallbackCounters & { readonly campaignId: number };
export type HoldoutRow = { readonly held: boolean; readonly people: number; readonly reached: number };

const ALWAYS: Interval = { from: null, to: null };

/** Attempts by channel and state, of all campaigns where the campaign is null. */
export async function queryAttemptStates(
  workspaceId: WorkspaceId,
  campaignId: number | null,
): Promise<StateRow[]> {
  const { rows } = await reportPool().query<StateRow>(
    `SELECT channel::int, state, sum(attempts)::int AS attempts, sum(answered)::int AS answered, sum(confirmed)::int AS confirmed
     FROM (${ATTEMPT_COUNTS}) AS counted WHERE $2::int IS NULL OR campaign_id = $2
     GROUP BY 1, 2 HAVING sum(attempts) <> 0 ORDER BY 1, 2`,
    [workspaceId, campaignId],
  );
  return rows;
}

const camel = (column: string): string =>
  column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/**
 * People and money by campaign; messages by the hour in which they were first heard of, as in the overview.
 * @param campaignId - null for all campaigns that have any
 */
export async function queryFallbackPeople(
  workspaceId: WorkspaceId,
  campaignId: number | null,
  { from, to }: Interval = ALWAYS,
): Promise<PeopleRow[]> {
  const { rows } = await reportPool().query<PeopleRow>(
    `WITH ${UNFOLDED}, people AS (
       SELECT campaign_id, hour, ${PEOPLE_COLUMNS.join(", ")} FROM rollup_fallback_people WHERE workspace_id = $1
       UNION ALL SELECT campaign_id, hour, ${PEOPLE_SUMS.join(", ")} FROM d GROUP BY 1, 2
     )
     SELECT campaign_id AS "campaignId", ${PEOPLE_COLUMNS.map((column) => `sum(${column})::float8 AS "${camel(column)}"`).join(", ")}
     FROM people WHERE ($2::int IS NULL OR campaign_id = $2)
       AND hour >= coalesce($3::timestamptz, '-infinity') AND hour < coalesce($4::timestamptz, 'infinity')
     GROUP BY 1 HAVING sum(triggered) <> 0 OR sum(spent_micros) <> 0`,
    [workspaceId, campaignId, isoOrNull(from), isoOrNull(to)],
  );
  return rows;
}

/** What the people are measured by. */
export async function queryFallbackBase(
  workspaceId: WorkspaceId,
  campaignId: number | null,
): Promise<BaseRow> {
  const rows = await reportDb().$queryRaw<BaseRow[]>`
    SELECT now() AS "asOf", w.currency,
      (SELECT coalesce(sum(rejected), 0)::int FROM rollup_reason
        WHERE workspace_id = w.id AND (${campaignId}::int IS NULL OR campaign_id = ${campaignId})) AS rejected
    FROM workspace w WHERE w.id = ${workspaceId}`;
  return rows[0] as BaseRow;
}

/**
 * Reach of the people of whom rules kept some without fallback, by what was decided for them at first: what
 * somebody sends by hand later moves nobody to the other group.
 */
export async function queryHoldout(
  workspaceId: WorkspaceId,
  campaignId: number | null,
): Promise<HoldoutRow[]> {
  const { rows } = await reportPool().query<HoldoutRow>(
    `WITH ${UNFOLDED}, groups AS (
       SELECT rule_id, is_held_out, sum(people) AS people, sum(reached) AS reached FROM (
         SELECT campaign_id, rule_id, is_held_out, people, reached FROM rollup_fallback_holdout WHERE workspace_id = $1
         UNION ALL SELECT campaign_id, rule_id, is_held_out, sign, sign * ${REACHED}::int FROM d WHERE rule_id IS NOT NULL
       ) AS counted WHERE $2::int IS NULL OR campaign_id = $2 GROUP BY 1, 2
     )
     SELECT is_held_out AS held, sum(people)::int AS people, sum(reached)::int AS reached FROM groups
     WHERE rule_id IN (SELECT rule_id FROM groups WHERE is_held_out AND people > 0) GROUP BY 1 HAVING sum(people) > 0`,
    [workspaceId, campaignId],
  );
  return rows;
}
