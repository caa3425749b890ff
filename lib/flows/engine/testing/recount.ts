import type { Pool } from "pg";

/** Counters of durable steps against a recount from runs and visits; rows that differ. */
export async function counterDifferences(pool: Pool): Promise<unknown[]> {
  const { rows } = await pool.query(
    `WITH counted AS (
       SELECT flow_id, version, step_id, exit, sum(n)::int AS n FROM rollup_flow_step GROUP BY 1, 2, 3, 4
     ), visits AS (
       SELECT r.flow_id, r.version, v.step_id, e.exit FROM flow_visit v JOIN flow_run r ON r.workspace_id = v.workspace_id AND r.id = v.run_id,
         LATERAL (VALUES (CASE WHEN v.visit > 0 OR r.path_id IS NULL THEN '+' END), ('=' || v.outcome), (v.exit)) AS e (exit)
       WHERE e.exit IS NOT NULL
       UNION ALL SELECT flow_id, version, '', '=' || state FROM flow_run WHERE ended_at IS NOT NULL
     ), recounted AS (SELECT flow_id, version, step_id, exit, count(*)::int AS n FROM visits GROUP BY 1, 2, 3, 4)
     SELECT *, c.n AS counted, r.n AS recounted FROM counted c FULL JOIN recounted r USING (flow_id, version, step_id, exit)
     WHERE c.n IS DISTINCT FROM r.n`,
  );
  return rows;
}
