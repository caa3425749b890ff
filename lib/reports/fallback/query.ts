import "server-only";
import { prisma } from "@/lib/db/client";
import type { AttemptState } from "@/lib/domain/fallback/attempt";
import type { WorkspaceId } from "@/lib/domain/ids";

export type StateRow = {
  readonly channel: number;
  readonly state: AttemptState;
  readonly attempts: number;
  readonly answered: number;
  readonly confirmed: number;
};
export type OutcomeRow = {
  readonly asOf: Date;
  readonly currency: string;
  readonly spentMicros: number;
  readonly rejected: number;
  /** Messages with attempts that are not rejected (any more). */
  readonly calledForElse: number;
  readonly recovered: number;
  readonly doubleTouched: number;
  readonly doubleTouchedMicros: number;
};
export type HoldoutRow = { readonly held: boolean; readonly people: number; readonly reached: number };

/** Attempts by channel and state, of all campaigns where the campaign is null. */
export const queryAttemptStates = (workspaceId: WorkspaceId, campaignId: number | null) =>
  prisma().$queryRaw<StateRow[]>`
    SELECT channel::int, state, count(*)::int AS attempts,
      count(*) FILTER (WHERE channel = 2 AND answered_by IS NOT NULL)::int AS answered,
      count(*) FILTER (WHERE confirmed)::int AS confirmed
    FROM fallback_attempt WHERE workspace_id = ${workspaceId} AND (${campaignId}::int IS NULL OR campaign_id = ${campaignId})
    GROUP BY 1, 2 ORDER BY 1, 2`;

/**
 * People and money. A read receipt is evidence of a delivery too. Messages that were deleted after the
 * retention time count as not delivered: the ledger outlives them.
 */
export async function queryFallbackOutcome(
  workspaceId: WorkspaceId,
  campaignId: number | null,
): Promise<OutcomeRow> {
  const rows = await prisma().$queryRaw<OutcomeRow[]>`
    WITH touched AS (
      SELECT a.message_id, min(a.dispatched_at) FILTER (WHERE a.state = 'delivered') AS "left", bool_or(a.state = 'delivered') AS reached,
        sum(coalesce(a.price_micros, a.estimate_micros)) FILTER (WHERE a.dispatched_at IS NOT NULL
          AND a.why IS DISTINCT FROM 'never_left' AND a.why IS DISTINCT FROM 'refused') AS micros
      FROM fallback_attempt a
      WHERE a.workspace_id = ${workspaceId} AND (${campaignId}::int IS NULL OR a.campaign_id = ${campaignId}) GROUP BY 1
    ), known AS (
      SELECT t.reached, t.micros, m.status, least(m.delivered_at, m.read_at) AS whatsapp, t.left
      FROM touched t LEFT JOIN message m ON m.workspace_id = ${workspaceId} AND m.id = t.message_id
    ), counted AS (
      SELECT count(*) FILTER (WHERE status IS DISTINCT FROM 5) AS other,
        count(*) FILTER (WHERE reached AND (whatsapp IS NULL OR whatsapp > "left")) AS recovered,
        count(*) FILTER (WHERE reached AND whatsapp > "left") AS double_touched,
        coalesce(sum(micros) FILTER (WHERE reached AND whatsapp > "left"), 0) AS double_micros
      FROM known
    )
    SELECT now() AS "asOf", w.currency,
      (SELECT coalesce(sum(micros), 0)::float8 FROM fallback_spend
        WHERE workspace_id = w.id AND (${campaignId}::int IS NULL OR campaign_id = ${campaignId})) AS "spentMicros",
      (SELECT coalesce(sum(rejected_before_sent + rejected_after_sent), 0)::int FROM rollup_cohort
        WHERE workspace_id = w.id AND (${campaignId}::int IS NULL OR campaign_id = ${campaignId})) AS rejected,
      c.other::int AS "calledForElse", c.recovered::int, c.double_touched::int AS "doubleTouched",
      c.double_micros::float8 AS "doubleTouchedMicros"
    FROM workspace w CROSS JOIN counted c WHERE w.id = ${workspaceId}`;
  return rows[0] as OutcomeRow;
}

/**
 * Reach of the people of whom rules kept some without fallback, by what was decided for them at first: what
 * somebody sends by hand later moves nobody to the other group.
 */
export const queryHoldout = (workspaceId: WorkspaceId, campaignId: number | null) =>
  prisma().$queryRaw<HoldoutRow[]>`
    WITH first AS (
      SELECT message_id, rule_id, why IS NOT DISTINCT FROM 'held_out' AS held FROM fallback_attempt
      WHERE workspace_id = ${workspaceId} AND (${campaignId}::int IS NULL OR campaign_id = ${campaignId}) AND cycle = 0 AND position = 0
    )
    SELECT f.held, count(*)::int AS people,
      count(*) FILTER (WHERE m.status IN (3, 4) OR EXISTS (SELECT 1 FROM fallback_attempt a
        WHERE a.workspace_id = ${workspaceId} AND a.message_id = f.message_id AND a.state = 'delivered'))::int AS reached
    FROM first f LEFT JOIN message m ON m.workspace_id = ${workspaceId} AND m.id = f.message_id
    WHERE f.rule_id IN (SELECT rule_id FROM first WHERE held) GROUP BY 1`;
