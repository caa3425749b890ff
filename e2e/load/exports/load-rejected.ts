import type { Client } from "pg";
import { dropIndexes } from "../reports/load";

const CAMPAIGNS = 20;
const CODES = ["131026", "131049", "130472", "131042", "131047", "no such code"];

/** Rejections as broadcasts leave them: campaigns, codes, countries and zones in turns, one every 1.3 seconds. */
const INSERT = `
WITH first AS (SELECT min(id) AS campaign FROM campaign WHERE workspace_id = $1 AND tag LIKE 'export %')
INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at,
  sent_at, rejected_at, recipient, sender, country, time_zone, template, error_code, error_text)
SELECT $1, $2, 'wamid.HBgLMTIwMjU1NTAxMDAVAgARGBI' || upper(md5('export' || i)), first.campaign + i % ${CAMPAIGNS}, 2, 0, at, at,
  at + interval '2 seconds',
  CASE WHEN i % 2 = 0 THEN '+120255501' || lpad((i % 100)::text, 2, '0') ELSE '+447700900' || lpad((i % 1000)::text, 3, '0') END,
  '+12025550100', CASE WHEN i % 2 = 0 THEN 'US' ELSE 'GB' END,
  CASE WHEN i % 2 = 0 THEN 'America/New_York' ELSE 'Europe/London' END, 'autumn_sale',
  ($4::text[])[1 + i % ${CODES.length}], 'Message undeliverable.'
FROM first, generate_series(1, $3::int) AS i, LATERAL (SELECT now() - i * interval '1.3 seconds' AS at) AS t`;

/** Fills the workspace with `rows` rejected messages of 20 campaigns, and the roll-up that counts them. */
export async function loadRejected(
  client: Client,
  { connectionId, rows }: { readonly connectionId: number; readonly rows: number },
): Promise<{ readonly workspaceId: number }> {
  const found = await client.query<{ id: number }>("SELECT id FROM workspace");
  const workspaceId = found.rows[0]?.id ?? 0;
  await client.query("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'");
  await client.query(
    `INSERT INTO campaign (workspace_id, key, name, tag)
     SELECT $1, 'export-' || i, 'Autumn sale, part ' || i, 'export ' || i FROM generate_series(1, ${CAMPAIGNS}) AS i`,
    [workspaceId],
  );
  const indexes = await dropIndexes(client);
  await client.query(INSERT, [workspaceId, connectionId, rows, CODES]);
  for (const { definition } of indexes) await client.query(definition);
  await client.query(
    `INSERT INTO rollup_reason (workspace_id, campaign_id, connection_id, channel, code, slot, rejected)
     SELECT workspace_id, campaign_id, connection_id, channel, coalesce(error_code, ''), 0, count(*)
     FROM message WHERE workspace_id = $1 AND status = 5 GROUP BY 1, 2, 3, 4, 5`,
    [workspaceId],
  );
  // Before the measurement, not by autovacuum in the middle of it.
  await client.query("VACUUM ANALYZE");
  await client.query("CHECKPOINT");
  return { workspaceId };
}
