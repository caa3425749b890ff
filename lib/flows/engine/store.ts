import "server-only";
import type { ClientBase, Pool } from "pg";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { newDefaultFlow } from "@/lib/flows/default-flow";

export type PublishedFlow = {
  readonly workspaceId: number;
  readonly flowId: number;
  readonly version: number;
  readonly isDefault: boolean;
};

/** Changes when a flow was published, archived or given to a campaign, or a connection was added. */
export async function flowsFingerprint(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ fingerprint: string }>(
    `SELECT concat_ws('|',
       (SELECT md5(string_agg(concat_ws(':', id, published_version, is_default, archived_at), ',' ORDER BY id)) FROM flow),
       (SELECT md5(string_agg(concat_ws(':', id, flow_id), ',' ORDER BY id)) FROM campaign WHERE flow_id IS NOT NULL),
       (SELECT concat_ws(':', count(*), max(id)) FROM connection)) AS fingerprint`,
  );
  return rows[0]?.fingerprint ?? "";
}

/** Whether a run waits, or a flow is in force in which one may wait for a status before this is asked again. */
export async function runsAreWaiting(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ waiting: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM flow_run WHERE ended_at IS NULL AND state = 'waiting')
       OR EXISTS (SELECT 1 FROM flow f JOIN flow_version v ON v.workspace_id = f.workspace_id AND v.flow_id = f.id AND v.version = f.published_version
         WHERE f.archived_at IS NULL AND v.definition @? '$.steps[*] ? (@.type == "wait" && @.until == "status")') AS waiting`,
  );
  return rows[0]?.waiting ?? false;
}

export async function publishedFlows(pool: Pool): Promise<PublishedFlow[]> {
  const { rows } = await pool.query<PublishedFlow>(
    `SELECT workspace_id AS "workspaceId", id AS "flowId", published_version AS version, is_default AS "isDefault"
     FROM flow WHERE published_version IS NOT NULL AND archived_at IS NULL`,
  );
  return rows;
}

/** Campaigns that were given a flow; all others run the default one. */
export async function flowsOfCampaigns(
  pool: Pool,
): Promise<{ readonly campaignId: number; readonly flowId: number }[]> {
  const { rows } = await pool.query(
    `SELECT id AS "campaignId", flow_id AS "flowId" FROM campaign WHERE flow_id IS NOT NULL`,
  );
  return rows;
}

export async function providersOfConnections(pool: Pool): Promise<Map<number, string>> {
  const { rows } = await pool.query<{ id: number; provider: string }>("SELECT id, provider FROM connection");
  return new Map(rows.map(({ id, provider }) => [id, provider]));
}

type VersionName = Omit<PublishedFlow, "isDefault">;
export type LoadedVersion = VersionName & {
  readonly definition: FlowDefinition;
  readonly paths: readonly { readonly id: number; readonly trail: string }[];
};

/** Definitions of versions with the paths that were taken through them so far. */
export async function loadVersions(pool: Pool, wanted: readonly VersionName[]): Promise<LoadedVersion[]> {
  if (wanted.length === 0) return [];
  const { rows } = await pool.query<LoadedVersion>(
    `SELECT workspace_id AS "workspaceId", flow_id AS "flowId", version, definition,
       (SELECT coalesce(json_agg(json_build_object('id', p.id, 'trail', p.trail)), '[]') FROM flow_path p
        WHERE p.workspace_id = v.workspace_id AND p.flow_id = v.flow_id AND p.version = v.version) AS paths
     FROM flow_version v JOIN unnest($1::int[], $2::int[], $3::int[]) AS t (workspace_id, flow_id, version)
       USING (workspace_id, flow_id, version)`,
    [
      wanted.map(({ workspaceId }) => workspaceId),
      wanted.map(({ flowId }) => flowId),
      wanted.map(({ version }) => version),
    ],
  );
  return rows;
}

export type PathRow = VersionName & { readonly trail: string };

/** The numbers of paths, given where they have none yet. */
export async function ensureFlowPaths(
  database: Pool | ClientBase,
  wanted: readonly PathRow[],
): Promise<(PathRow & { readonly id: number })[]> {
  // Sorted and without repeats, so that two writers lock in the same order. The no-op update makes RETURNING
  // give the row also when another process was faster.
  const { rows } = await database.query(
    `INSERT INTO flow_path (workspace_id, flow_id, version, trail)
     SELECT DISTINCT ws, flow, version, trail FROM unnest($1::int[], $2::int[], $3::int[], $4::text[]) AS t (ws, flow, version, trail)
     ORDER BY 1, 2, 3, 4
     ON CONFLICT (workspace_id, flow_id, version, trail) DO UPDATE SET trail = excluded.trail
     RETURNING workspace_id AS "workspaceId", flow_id AS "flowId", version, trail, id`,
    [
      wanted.map(({ workspaceId }) => workspaceId),
      wanted.map(({ flowId }) => flowId),
      wanted.map(({ version }) => version),
      wanted.map(({ trail }) => trail),
    ],
  );
  return rows;
}

/** Makes and publishes the default flow in every workspace that has none. */
export async function ensureDefaultFlows(pool: Pool): Promise<void> {
  for (const locale of ["en", "zh"] as const) {
    const { name, definition, madeBy } = newDefaultFlow(locale);
    await pool.query(
      `WITH made AS (
         INSERT INTO flow (workspace_id, name, draft, draft_by, published_version, is_default)
         SELECT w.id, $2, $3, $4, 1, true FROM workspace w
         WHERE (w.locale = 'zh') = ($1 = 'zh') AND NOT EXISTS (SELECT 1 FROM flow f WHERE f.workspace_id = w.id AND f.is_default)
         ON CONFLICT (workspace_id) WHERE is_default DO NOTHING
         RETURNING workspace_id, id
       )
       INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by)
       SELECT workspace_id, id, 1, $3, $4 FROM made`,
      [locale, name, JSON.stringify(definition), madeBy],
    );
  }
}
