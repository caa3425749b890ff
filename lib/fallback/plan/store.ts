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
};

/** Campaigns in automatic mode with a rule in force, the providers of all connections, and whether anything is planned. */
export async function loadAutomaticCampaigns(pool: Pool): Promise<{
  campaigns: ReadonlyMap<string, AutomaticCampaign>;
  providers: ReadonlyMap<string, string>;
  planned: boolean;
}> {
  const { rows } = await pool.query<AutomaticCampaign>(
    `SELECT c.workspace_id AS "workspaceId", c.id AS "campaignId", r.id AS "ruleId", r.version AS "ruleVersion",
       v.definition AS rule, (extract(epoch FROM coalesce(c.fallback_swept_at, now())) * 1000)::float8 AS "sweptAt",
       c.fallback_stopped_at IS NOT NULL AS stopped,
       (extract(epoch FROM coalesce(c.fallback_judged_from, 'epoch')) * 1000)::float8 AS "judgedFrom"
     FROM campaign c JOIN workspace w ON w.id = c.workspace_id
     JOIN fallback_rule r ON r.workspace_id = c.workspace_id AND r.id = coalesce(c.fallback_rule_id, w.fallback_rule_id)
     JOIN fallback_rule_version v ON v.workspace_id = r.workspace_id AND v.rule_id = r.id AND v.version = r.version
     WHERE c.fallback_mode = 'automatic' AND c.archived_at IS NULL AND r.archived_at IS NULL`,
  );
  const planned = await pool.query(
    "SELECT EXISTS (SELECT 1 FROM fallback_attempt WHERE state = 'planned') AS planned",
  );
  const providers = rows.length === 0 ? [] : await connectionProviders(pool);
  return {
    campaigns: new Map(rows.map((row) => [`${row.workspaceId}|${row.campaignId}`, row])),
    providers: new Map(providers.map((row) => [`${row.workspaceId}|${row.id}`, row.provider])),
    planned: planned.rows[0].planned,
  };
}

async function connectionProviders(pool: Pool) {
  const { rows } = await pool.query<{ workspaceId: number; id: number; provider: string }>(
    `SELECT workspace_id AS "workspaceId", id, provider FROM connection`,
  );
  return rows;
}
