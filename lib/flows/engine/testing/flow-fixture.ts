import type { Pool } from "pg";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { type EventStatus, STATUS_CODE } from "@/lib/domain/message/status";
import { sendingRule } from "@/lib/flows/sending-rule";

/** Workspace 1 with campaign 1, WhatsApp by connection 1 and the simulator's SMS by connection 2. */
export async function workspaceForFlows(pool: Pool): Promise<void> {
  await pool.query(`INSERT INTO workspace (id, name) VALUES (1, 'one');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets, send_rate) VALUES (1, 1, 'meta', 'WhatsApp', 'k1', '', 10),
      (1, 2, 'simulator', 'SMS', 'k2', '', 10000);
    INSERT INTO campaign (workspace_id, id, key, name, tag) VALUES (1, 1, 'c1', 'Autumn', 'autumn');
    INSERT INTO status_log (workspace_id, id, name, kind, settings) VALUES (1, 1, 'Sheet', 'sheet', '{}')`);
}

/** Publishes a flow as version 1, with the rule that carries its sending steps. @returns its id */
export async function publishedFlow(pool: Pool, definition: FlowDefinition): Promise<number> {
  const json = JSON.stringify(definition);
  const { rows } = await pool.query<{ id: number }>(
    `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version) VALUES (1, 'Flow', $1, 'test', 1) RETURNING id),
     v AS (INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT 1, id, 1, $1, 'test' FROM f)
     SELECT id FROM f`,
    [json],
  );
  const id = rows[0]?.id ?? 0;
  const rule = sendingRule(definition);
  if (rule)
    await pool.query(
      `WITH r AS (INSERT INTO fallback_rule (workspace_id, name, flow_id) VALUES (1, 'Flow', $1) RETURNING id),
       v AS (INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) SELECT 1, id, 1, $2, 'test' FROM r)
       UPDATE flow SET rule_id = r.id FROM r WHERE flow.workspace_id = 1 AND flow.id = $1`,
      [id, JSON.stringify(rule)],
    );
  return id;
}

/** Messages with a status and a run each, as the ingest leaves them: at the step behind the path. @returns ids of runs */
export async function runsAt(
  pool: Pool,
  flowId: number,
  stepId: string,
  n: number,
  status: EventStatus = "rejected",
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH p AS (
       INSERT INTO flow_path (workspace_id, flow_id, version, trail) VALUES (1, $1, 1, 't>next ' || $2)
       ON CONFLICT (workspace_id, flow_id, version, trail) DO UPDATE SET trail = excluded.trail RETURNING id
     ), m AS (
       INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, sent_at, delivered_at,
         rejected_at, recipient, sender, country, time_zone, error_code, variables)
       SELECT 1, 1, gen_random_uuid()::text, 1, 2, 0, now(), now(), CASE WHEN $4 = 3 THEN now() END, CASE WHEN $4 = 5 THEN now() END,
         '+1202555' || lpad((100 + i % 100)::text, 4, '0'), '+12025550100', 'US', 'America/New_York',
         CASE WHEN $4 = 5 THEN '131026' END, jsonb_build_object('order', 'A' || i)
       FROM generate_series(1, $3::int) AS i RETURNING id
     )
     INSERT INTO flow_run (workspace_id, flow_id, version, campaign_id, message_id, status, started_at, path_id, step_id, wake_at)
     SELECT 1, $1, 1, 1, m.id, $4, now(), p.id, $2, now() FROM m, p RETURNING id::text`,
    [flowId, stepId, n, STATUS_CODE[status]],
  );
  return rows.map(({ id }) => id);
}
