import "server-only";
import type { Pool } from "pg";
import type { Rule } from "@/lib/domain/fallback/rule";
import { ANY_PLANNED } from "@/lib/fallback/dispatch/due-store";
import { flowSends, LEAVES_RULE_OPEN, NAMES_RULES, ofFlow } from "@/lib/fallback/plan/flow-in-force";

export type AutomaticCampaign = {
  readonly workspaceId: number;
  readonly campaignId: number;
  readonly ruleId: number;
  readonly ruleVersion: number;
  readonly rule: Rule;
  /** Milliseconds since the epoch; events before it have been looked at for people who are overdue. */
  readonly sweptAt: number;
  /** The same for rejections that the ingest could not plan for. */
  readonly rejectedSweptAt: number;
  /** The circuit breaker has stopped it; a person lets it go on. */
  readonly stopped: boolean;
  /** Milliseconds since the epoch; the breaker counts what came after it. */
  readonly judgedFrom: number;
  /** Whether its flow comes anywhere to a fallback step that leaves the rule to the campaign. */
  readonly inFlow: boolean;
  /** Whether its flow comes to fallback steps that name a rule: they begin with rejections. */
  readonly namesRules: boolean;
};

/** A rule in force, with the version that an attempt names. */
export type RuleInForce = Pick<AutomaticCampaign, "workspaceId" | "ruleId" | "ruleVersion" | "rule">;
/** A campaign in automatic mode, whatever rule acts in it. */
export type AutomaticMode = Omit<AutomaticCampaign, keyof RuleInForce> & { readonly workspaceId: number };
/** What the breaker has to know of a campaign. */
export type WatchedCampaign = Pick<AutomaticMode, "workspaceId" | "campaignId" | "stopped" | "judgedFrom">;

const milliseconds = (time: string) => `(extract(epoch FROM ${time}) * 1000)::float8`;
const JUDGED_FROM = `${milliseconds("coalesce(c.fallback_judged_from, 'epoch')")} AS "judgedFrom"`;

/**
 * Campaigns in automatic mode: those with a rule in force of their own or of the workspace, and those that act
 * only where a flow names a rule. With the rules in force, the workspaces in which a flow sends by itself, the
 * providers of all connections, and whether anything is planned.
 */
export async function loadAutomaticCampaigns(pool: Pool): Promise<{
  campaigns: ReadonlyMap<string, AutomaticCampaign>;
  unruled: ReadonlyMap<string, AutomaticMode>;
  rules: ReadonlyMap<string, RuleInForce>;
  senders: ReadonlySet<number>;
  providers: ReadonlyMap<string, string>;
  planned: boolean;
}> {
  const { rows } = await pool.query<AutomaticMode & { readonly ruleId: number | null }>(
    `SELECT c.workspace_id AS "workspaceId", c.id AS "campaignId", coalesce(c.fallback_rule_id, w.fallback_rule_id) AS "ruleId",
       ${milliseconds("coalesce(c.fallback_swept_at, now())")} AS "sweptAt",
       ${milliseconds("greatest(c.fallback_rejected_swept_at, coalesce(c.fallback_swept_at, now()))")} AS "rejectedSweptAt",
       c.fallback_stopped_at IS NOT NULL AS stopped, ${JUDGED_FROM},
       coalesce(${ofFlow("c", LEAVES_RULE_OPEN)}, true) AS "inFlow", coalesce(${ofFlow("c", NAMES_RULES)}, false) AS "namesRules"
     FROM campaign c JOIN workspace w ON w.id = c.workspace_id
     WHERE c.fallback_mode = 'automatic' AND c.archived_at IS NULL`,
  );
  const rules = rows.length === 0 ? [] : await rulesInForce(pool);
  const byId = new Map(rules.map((rule) => [`${rule.workspaceId}|${rule.ruleId}`, rule]));
  const campaigns = new Map<string, AutomaticCampaign>();
  const unruled = new Map<string, AutomaticMode>();
  for (const row of rows) {
    const rule = byId.get(`${row.workspaceId}|${row.ruleId}`);
    const key = `${row.workspaceId}|${row.campaignId}`;
    if (rule) campaigns.set(key, { ...row, ...rule });
    else unruled.set(key, row);
  }
  const planned = await pool.query(`SELECT ${ANY_PLANNED} AS planned`);
  const senders = await workspacesWithSenders(pool);
  const providers = rows.length + senders.size === 0 ? [] : await connectionProviders(pool);
  return {
    campaigns,
    unruled,
    rules: byId,
    senders,
    providers: new Map(providers.map((row) => [`${row.workspaceId}|${row.id}`, row.provider])),
    planned: planned.rows[0].planned,
  };
}

/** Workspaces with a flow that has SMS or call steps of its own, or had: a run of such a version goes on to its end. */
async function workspacesWithSenders(pool: Pool): Promise<Set<number>> {
  const { rows } = await pool.query<{ id: number }>(
    "SELECT DISTINCT workspace_id AS id FROM fallback_rule WHERE flow_id IS NOT NULL",
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Campaigns that are not automatic and whose flow sends by itself, where something has happened of late: the
 * breaker watches them too.
 */
export async function sendingCampaigns(
  pool: Pool,
  workspaceIds: ReadonlySet<number>,
): Promise<WatchedCampaign[]> {
  if (workspaceIds.size === 0) return [];
  const { rows } = await pool.query<WatchedCampaign>(
    `SELECT c.workspace_id AS "workspaceId", c.id AS "campaignId", false AS stopped, ${JUDGED_FROM}
     FROM campaign c WHERE c.workspace_id = ANY ($1) AND c.fallback_mode <> 'automatic' AND c.archived_at IS NULL
       AND c.fallback_stopped_at IS NULL AND (
         EXISTS (SELECT FROM rollup_timing t WHERE t.workspace_id = c.workspace_id AND t.campaign_id = c.id
           AND t.quarter > now() - interval '30 minutes')
         OR EXISTS (SELECT FROM fallback_attempt a WHERE a.workspace_id = c.workspace_id AND a.campaign_id = c.id
           AND a.ended_at > now() - interval '10 minutes'))
       AND ${flowSends("c")}`,
    [[...workspaceIds]],
  );
  return rows;
}

async function rulesInForce(pool: Pool): Promise<RuleInForce[]> {
  const { rows } = await pool.query<RuleInForce>(
    `SELECT r.workspace_id AS "workspaceId", r.id AS "ruleId", r.version AS "ruleVersion", v.definition AS rule
     FROM fallback_rule r
     JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
     WHERE r.archived_at IS NULL AND r.flow_id IS NULL AND EXISTS (SELECT 1 FROM campaign c
       WHERE c.workspace_id = r.workspace_id AND c.fallback_mode = 'automatic' AND c.archived_at IS NULL)`,
  );
  return rows;
}

async function connectionProviders(pool: Pool) {
  const { rows } = await pool.query<{ workspaceId: number; id: number; provider: string }>(
    `SELECT workspace_id AS "workspaceId", id, provider FROM connection`,
  );
  return rows;
}
