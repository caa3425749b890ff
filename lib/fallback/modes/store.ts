import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { FallbackMode } from "@/lib/domain/fallback/rule";
import type { WorkspaceId } from "@/lib/domain/ids";
import { LEAVES_RULE_OPEN, NAMED_RULES, ofFlow } from "@/lib/fallback/plan/flow-in-force";

export type CampaignModeRow = {
  id: number;
  name: string;
  mode: FallbackMode;
  ruleId: number | null;
  stoppedAt: Date | null;
  stoppedWhy: string | null;
  /** The campaign's own budgets. */
  campaignMicros: number | null;
  dayMicros: number | null;
};

/** A campaign's switches. With `lock` nobody else changes them until the transaction ends. */
export async function findCampaignMode(
  workspaceId: WorkspaceId,
  id: number,
  db: Db = prisma(),
  lock = false,
): Promise<CampaignModeRow | null> {
  if (lock)
    await db.$queryRaw`SELECT id FROM campaign WHERE workspace_id = ${workspaceId} AND id = ${id} FOR NO KEY UPDATE`;
  const [row] = await db.$queryRaw<CampaignModeRow[]>`
    SELECT id, name, fallback_mode AS mode, fallback_rule_id AS "ruleId", fallback_stopped_at AS "stoppedAt",
      fallback_stopped_why AS "stoppedWhy", fallback_budget_micros::float8 AS "campaignMicros",
      fallback_day_budget_micros::float8 AS "dayMicros"
    FROM campaign WHERE workspace_id = ${workspaceId} AND id = ${id}`;
  return row ?? null;
}

/** @param restart - what happened up to now is none of the rule's business: the sweep begins here */
export const updateCampaignMode = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  {
    mode,
    ruleId,
    campaignMicros,
    dayMicros,
    resume,
    restart,
  }: Pick<CampaignModeRow, "mode" | "ruleId" | "campaignMicros" | "dayMicros"> & {
    resume: boolean;
    restart: boolean;
  },
) => db.$executeRaw`
  UPDATE campaign SET fallback_mode = ${mode}, fallback_rule_id = ${ruleId}::int,
    fallback_budget_micros = ${campaignMicros}::bigint, fallback_day_budget_micros = ${dayMicros}::bigint,
    fallback_stopped_at = CASE WHEN ${resume} THEN NULL ELSE fallback_stopped_at END,
    fallback_stopped_why = CASE WHEN ${resume} THEN NULL ELSE fallback_stopped_why END,
    fallback_swept_at = CASE WHEN ${restart} THEN now() ELSE fallback_swept_at END
  WHERE workspace_id = ${workspaceId} AND id = ${id}`;

const defaults = {
  fallbackRuleId: true,
  currency: true,
  unknownPolicy: true,
  approvalCount: true,
  approvalMicros: true,
  fallbackHaltedAt: true,
  fallbackHaltedBy: true,
} as const;

export const findDefaults = (workspaceId: WorkspaceId, db: Db = prisma()) =>
  db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: defaults });

export type DefaultsRow = Awaited<ReturnType<typeof findDefaults>>;

export async function lockDefaults(db: Db, workspaceId: WorkspaceId): Promise<DefaultsRow> {
  await db.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId} FOR NO KEY UPDATE`;
  return findDefaults(workspaceId, db);
}

export const updateDefaults = (
  db: Db,
  workspaceId: WorkspaceId,
  change: Partial<Omit<DefaultsRow, "fallbackHaltedAt" | "fallbackHaltedBy">>,
) => db.workspace.update({ where: { id: workspaceId }, data: change, select: defaults });

/** Automatic campaigns in all, and those among them that follow the workspace's default rule. */
export async function countAutomatic(
  db: Db,
  workspaceId: WorkspaceId,
): Promise<{ all: number; byDefault: number }> {
  const [row] = await db.$queryRaw<{ all: number; byDefault: number }[]>`
    SELECT count(*)::int AS all, (count(*) FILTER (WHERE fallback_rule_id IS NULL))::int AS "byDefault"
    FROM campaign WHERE workspace_id = ${workspaceId} AND fallback_mode = 'automatic' AND archived_at IS NULL`;
  return row ?? { all: 0, byDefault: 0 };
}

/** Automatic campaigns on the default rule; before any rule is locked, as everywhere: see `lockRule`. */
export const lockByDefault = (db: Db, workspaceId: WorkspaceId) => db.$queryRaw`
  SELECT id FROM campaign WHERE workspace_id = ${workspaceId} AND fallback_mode = 'automatic' AND fallback_rule_id IS NULL
  ORDER BY id FOR NO KEY UPDATE`;

/** Campaigns on the default rule begin anew with another one; see `updateCampaignMode`. */
export const restartByDefault = (db: Db, workspaceId: WorkspaceId) => db.$executeRaw`
  UPDATE campaign SET fallback_swept_at = now()
  WHERE workspace_id = ${workspaceId} AND fallback_mode = 'automatic' AND fallback_rule_id IS NULL`;

/** One row, one statement: a dispatcher's transaction holds the row shared while it decides. */
export const updateHalted = (db: Db, workspaceId: WorkspaceId, by: string | null) => db.$executeRaw`
  UPDATE workspace SET
    fallback_halted_at = CASE WHEN ${by}::text IS NULL THEN NULL ELSE coalesce(fallback_halted_at, now()) END,
    fallback_halted_by = CASE WHEN ${by}::text IS NULL THEN NULL ELSE coalesce(fallback_halted_by, ${by}::text) END
  WHERE id = ${workspaceId}`;

/** What the fallback steps of the campaign's flow say of rules; without a flow, as the default flow. */
export async function findFlowRules(
  workspaceId: WorkspaceId,
  campaignId: number,
  db: Db = prisma(),
): Promise<{ leavesOpen: boolean; ruleIds: number[] }> {
  const [row] = await db.$queryRawUnsafe<{ leavesOpen: boolean; ruleIds: number[] }[]>(
    `SELECT coalesce(${ofFlow("c", LEAVES_RULE_OPEN)}, true) AS "leavesOpen", coalesce(${ofFlow("c", NAMED_RULES)}, '{}') AS "ruleIds"
     FROM campaign c WHERE c.workspace_id = $1 AND c.id = $2`,
    workspaceId,
    campaignId,
  );
  return row ?? { leavesOpen: true, ruleIds: [] };
}

/** Messages of the campaign and of all campaigns since a time, and how many campaigns these are; from the roll-up. */
export async function trafficSince(
  workspaceId: WorkspaceId,
  campaignId: number,
  from: Date,
): Promise<{ own: number; all: number; campaigns: number }> {
  const [row] = await prisma().$queryRaw<{ own: number; all: number; campaigns: number }[]>`
    SELECT coalesce(sum(attempted) FILTER (WHERE campaign_id = ${campaignId}), 0)::int AS own,
      coalesce(sum(attempted), 0)::int AS all, count(DISTINCT campaign_id) FILTER (WHERE attempted > 0)::int AS campaigns
    FROM rollup_cohort WHERE workspace_id = ${workspaceId} AND hour >= ${from}`;
  return row ?? { own: 0, all: 0, campaigns: 0 };
}

/** Rejected WhatsApp messages of a campaign, from the roll-up. */
export async function countRejected(workspaceId: WorkspaceId, campaignId: number): Promise<number> {
  const [row] = await prisma().$queryRaw<{ rejected: number }[]>`
    SELECT coalesce(sum(rejected), 0)::int AS rejected FROM rollup_reason
    WHERE workspace_id = ${workspaceId} AND campaign_id = ${campaignId} AND channel = 0`;
  return row?.rejected ?? 0;
}
