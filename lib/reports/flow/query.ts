import "server-only";
import { prisma } from "@/lib/db/client";
import { reportDb } from "@/lib/db/replica";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { PathCount, StepCount } from "@/lib/domain/flow/heat";
import type { WorkspaceId } from "@/lib/domain/ids";
import { isoOrNull } from "@/lib/reports/instants";
import type { Interval } from "@/lib/reports/period";

const STAGES = ["sent", "delivered", "read", "rejected"] as const;
type ByStage = Readonly<Record<(typeof STAGES)[number], number>>;

export type FlowCounts = {
  readonly asOf: Date;
  readonly currency: string;
  readonly paths: readonly PathCount[];
  readonly counts: readonly StepCount[];
  readonly campaigns: readonly { readonly id: number; readonly name: string; readonly runs: number }[];
  /** Of messages first heard of in the interval, in the campaigns asked for: those with a status of their own, and those in the funnel. */
  readonly statuses: ByStage;
  readonly funnel: ByStage;
};

export type FlowScope = {
  readonly flowId: number;
  readonly version: number;
  readonly campaignId: number | null;
  readonly interval: Interval;
};

/**
 * The version asked for, else the one in force; null where the workspace has no such flow. Never from a replica:
 * one that was published a moment ago may not have come there yet.
 */
export async function queryVersion(
  workspaceId: WorkspaceId,
  flowId: number,
  version: number | null,
): Promise<{ readonly version: number | null; readonly definition: FlowDefinition | null } | null> {
  const [row] = await prisma().$queryRaw<{ version: number | null; definition: FlowDefinition | null }[]>`
    SELECT v.version, v.definition FROM flow f
    LEFT JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id
      AND v.version = coalesce(${version}::int, f.published_version)
    WHERE f.workspace_id = ${workspaceId} AND f.id = ${flowId}`;
  return row ?? null;
}

/** In one statement, so that what a batch and what a worker counted are of the same moment. */
const COUNTS = `
  WITH w AS MATERIALIZED (
    SELECT id, trail FROM flow_path WHERE workspace_id = $1 AND flow_id = $2 AND version = $3
  ), p AS MATERIALIZED (
    SELECT r.path_id, r.campaign_id, sum(r.n) AS n
    FROM rollup_flow_path r WHERE r.workspace_id = $1 AND r.path_id IN (SELECT id FROM w) AND r.hour >= $5 AND r.hour < $6
    GROUP BY 1, 2
  ), s AS MATERIALIZED (
    SELECT step_id, exit, campaign_id, sum(n) AS n
    FROM rollup_flow_step WHERE workspace_id = $1 AND flow_id = $2 AND version = $3 AND hour >= $5 AND hour < $6
    GROUP BY 1, 2, 3
  ), ran AS MATERIALIZED (
    SELECT campaign_id, sum(n) AS n FROM (
      SELECT campaign_id, n FROM p
      UNION ALL SELECT campaign_id, CASE WHEN exit = '+' AND step_id = $7 THEN n ELSE 0 END FROM s
    ) AS both_kinds GROUP BY 1
  ), scope AS MATERIALIZED (
    SELECT campaign_id FROM ran WHERE $4::int IS NULL OR campaign_id = $4
  ), c AS MATERIALIZED (
    SELECT sum(sent) AS sent, sum(delivered) AS delivered, sum(read) AS read,
      sum(rejected_before_sent + rejected_after_sent) AS rejected,
      sum(sent_inferred) AS sent_inferred, sum(delivered_inferred) AS delivered_inferred, sum(rejected_corrected) AS corrected
    FROM rollup_cohort WHERE workspace_id = $1 AND campaign_id IN (SELECT campaign_id FROM scope) AND hour >= $5 AND hour < $6
  ), t AS (
    SELECT sent - sent_inferred AS sent, delivered - delivered_inferred AS delivered, read, rejected + corrected AS rejected FROM c
  )
  SELECT now() AS "asOf", (SELECT currency FROM workspace WHERE id = $1) AS currency,
    (SELECT coalesce(json_agg(json_build_object('trail', trail, 'n', n)), '[]') FROM (
      SELECT w.trail, sum(p.n) AS n FROM p JOIN w ON w.id = p.path_id WHERE $4::int IS NULL OR p.campaign_id = $4 GROUP BY 1) AS g) AS paths,
    (SELECT coalesce(json_agg(json_build_object('stepId', step_id, 'exit', exit, 'n', n)), '[]') FROM (
      SELECT step_id, exit, sum(n) AS n FROM s WHERE $4::int IS NULL OR campaign_id = $4 GROUP BY 1, 2) AS g) AS counts,
    (SELECT coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'runs', ran.n) ORDER BY ran.n DESC, k.id), '[]')
      FROM ran JOIN campaign k ON k.workspace_id = $1 AND k.id = ran.campaign_id) AS campaigns,
    (SELECT ${json("t")} FROM t) AS statuses, (SELECT ${json("c")} FROM c) AS funnel`;

function json(row: string): string {
  return `json_build_object(${STAGES.map((stage) => `'${stage}', coalesce(${row}.${stage}, 0)`).join(", ")})`;
}

/**
 * All that is counted of one version in whole hours: a row for each way or step and hour, however many runs.
 * @param trigger - id of the step at which durable runs without a path begin
 */
export async function queryFlowCounts(
  workspaceId: WorkspaceId,
  { flowId, version, campaignId, interval }: FlowScope,
  trigger: string,
): Promise<FlowCounts> {
  const rows = await reportDb().$queryRawUnsafe<FlowCounts[]>(
    COUNTS.replaceAll("$5", "coalesce($5::timestamptz, '-infinity')").replaceAll(
      "$6",
      "coalesce($6::timestamptz, 'infinity')",
    ),
    workspaceId,
    flowId,
    version,
    campaignId,
    isoOrNull(interval.from),
    isoOrNull(interval.to),
    trigger,
  );
  return rows[0] as FlowCounts;
}
