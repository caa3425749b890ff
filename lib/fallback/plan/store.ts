import "server-only";
import type { Pool } from "pg";
import type { Rule } from "@/lib/domain/fallback/rule";

export type AutomaticCampaign = {
  readonly workspaceId: number;
  readonly campaignId: number;
  readonly ruleId: number;
  readonly ruleVersion: number;
  readonly rule: Rule;
  /** Milliseconds since the epoch; events before it have been looked at. */
  readonly sweptAt: number;
  /** The circuit breaker has stopped it; a person lets it go on. */
  readonly stopped: boolean;
  /** Milliseconds since the epoch; the breaker counts what came after it. */
  readonly judgedFrom: number;
  /** Whether its flow comes anywhere to a fallback step that leaves the rule to the campaign. */
  readonly inFlow: boolean;
};

/** A rule in force, with the version that an attempt names. */
export type RuleInForce = Pick<AutomaticCampaign, "workspaceId" | "ruleId" | "ruleVersion" | "rule">;
/** A campaign in automatic mode, whatever rule acts in it. */
export type AutomaticMode = Omit<AutomaticCampaign, keyof RuleInForce> & { readonly workspaceId: number };

/**
 * Campaigns in automatic mode: those with a rule in force of their own or of the workspace, and those that act
 * only where a flow names a rule. With the rules in force, the providers of all connections, and whether
 * anything is planned.
 */
export async function loadAutomaticCampaigns(pool: Pool): Promise<{
  campaigns: ReadonlyMap<string, AutomaticCampaign>;
  unruled: ReadonlyMap<string, AutomaticMode>;
  rules: ReadonlyMap<string, RuleInForce>;
  providers: ReadonlyMap<string, string>;
  planned: boolean;
}> {
  const { rows } = await pool.query<AutomaticMode & { readonly ruleId: number | null }>(
    `SELECT c.workspace_id AS "workspaceId", c.id AS "campaignId", coalesce(c.fallback_rule_id, w.fallback_rule_id) AS "ruleId",
       (extract(epoch FROM coalesce(c.fallback_swept_at, now())) * 1000)::float8 AS "sweptAt",
       c.fallback_stopped_at IS NOT NULL AS stopped,
       (extract(epoch FROM coalesce(c.fallback_judged_from, 'epoch')) * 1000)::float8 AS "judgedFrom",
       coalesce((SELECT v.definition @? '$.steps[*] ? (@.type == "fallback" && @.ruleId == null)'
         FROM flow f JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
         WHERE f.workspace_id = c.workspace_id AND f.archived_at IS NULL AND (f.id = c.flow_id OR f.is_default)
         ORDER BY f.id = c.flow_id DESC NULLS LAST LIMIT 1), true) AS "inFlow"
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
  const planned = await pool.query(
    "SELECT EXISTS (SELECT 1 FROM fallback_attempt WHERE state = 'planned') AS planned",
  );
  const providers = rows.length === 0 ? [] : await connectionProviders(pool);
  return {
    campaigns,
    unruled,
    rules: byId,
    providers: new Map(providers.map((row) => [`${row.workspaceId}|${row.id}`, row.provider])),
    planned: planned.rows[0].planned,
  };
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
