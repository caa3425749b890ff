import { Client, Pool } from "pg";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { foldFallbacks } from "@/lib/fallback/rollup/fold";
import { generateMessages } from "./generate-messages";
import type { Ground } from "./prepare";

/** All that grows with the messages; campaigns, connections, rules and flows stay. */
const GROWING = `message, status_event, rollup_cohort, rollup_reason, rollup_timing, rollup_latency, rollup_flow_path, rollup_flow_step,
  fallback_attempt, fallback_attempt_log, fallback_spend, audit_entry, suppression`;

/**
 * Fills the workspace with so many messages and what comes with them. Secondary indexes are made afterwards, which
 * takes a fraction of the time and leaves the same indexes; constraints and triggers stay in force.
 */
export async function load(
  client: Client,
  databaseUrl: string,
  ground: Ground,
  size: number,
  say: (text: string) => void,
): Promise<void> {
  const second = new Client({ connectionString: databaseUrl });
  await second.connect();
  const writers = [client, second];
  for (const writer of writers)
    await writer.query(
      "SET synchronous_commit = off; SET work_mem = '128MB'; SET maintenance_work_mem = '1GB'",
    );
  await client.query(`TRUNCATE ${GROWING}`);
  const indexes = await dropIndexes(client);
  await generateMessages(writers, ground, size, (messages) => say(`  ${messages} of ${size} messages`));
  await Promise.all(writers.map((writer) => makeIndexes(writer, indexes, say)));
  await second.end();
  await addSideRows(client, ground, size);
  await addAttempts(client, ground);
  await client.query("VACUUM (ANALYZE)");
  await foldAll(client, databaseUrl);
  await client.query("VACUUM (ANALYZE) fallback_outcome, fallback_change");
  await client.query("CHECKPOINT");
}

/** Of messages and events, all but the primary keys. @returns how they are made again */
export async function dropIndexes(client: Client): Promise<{ name: string; definition: string }[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS definition
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE x.indrelid IN ('message'::regclass, 'status_event'::regclass) AND NOT x.indisprimary ORDER BY 1`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  // A partitioned table's index comes back as one of ONLY its parent; without the word it covers the partitions.
  return rows.map((row) => ({ ...row, definition: row.definition.replace(" ON ONLY ", " ON ") }));
}

/** Takes from the list until it is empty; several may share it. */
async function makeIndexes(
  client: Client,
  indexes: { definition: string }[],
  say: (text: string) => void,
): Promise<void> {
  for (let next = indexes.shift(); next; next = indexes.shift()) {
    say(`  ${next.definition.slice(0, 110)}`);
    await client.query(next.definition);
  }
}

/** The log of deeds and the list of people who are left in peace: both grow with a workspace's age. */
async function addSideRows(client: Client, { workspaceId }: Ground, size: number): Promise<void> {
  await client.query(
    `INSERT INTO audit_entry (workspace_id, at, actor_kind, actor_label, action, target)
     SELECT $1, now() - ($2::int - n) * interval '120 days' / $2::int, 'user', 'person' || n % 20 || '@example.com',
       ($3::text[])[1 + n % $4::int], 'Campaign ' || n % 500 FROM generate_series(1, $2::int) AS n`,
    [workspaceId, Math.round(size / 100), AUDIT_ACTIONS, AUDIT_ACTIONS.length],
  );
  await client.query(
    `INSERT INTO suppression (workspace_id, recipient, reason, created_by, created_at)
     SELECT $1, '+447700901' || lpad(n::text, 5, '0'), 'opted_out', 'person@example.com', now() - n * interval '1 minute'
     FROM generate_series(1, $2::int) AS n`,
    [workspaceId, Math.min(99_999, Math.round(size / 100))],
  );
}

/** One attempt for each rejection of every tenth campaign, with the ends that attempts come to, and what it cost. */
async function addAttempts(client: Client, { workspaceId, sms, ruleId }: Ground): Promise<void> {
  await client.query(
    `WITH a AS (
       INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version, cause,
         state, why, recipient, country, triggered_at, planned_at, due_at, dispatched_at, ended_at, tries, segments, estimate_micros, price_micros)
       SELECT m.workspace_id, m.id, m.campaign_id, 0, 0, 1, $2::int, $3::int, 1, 'rejected',
         CASE WHEN m.id % 10 < 6 THEN 'delivered' WHEN m.id % 10 < 8 THEN 'failed' ELSE 'skipped' END,
         CASE WHEN m.id % 10 < 6 THEN NULL WHEN m.id % 10 < 8 THEN 'not_delivered' WHEN m.id % 10 = 8 THEN 'held_out' ELSE 'opted_out' END,
         m.recipient, m.country, m.rejected_at, m.rejected_at, m.rejected_at, CASE WHEN m.id % 10 < 8 THEN m.rejected_at + interval '2 seconds' END,
         m.rejected_at + interval '10 seconds', 1, 1, 20000, CASE WHEN m.id % 10 < 6 THEN 21000 END
       FROM message m JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
       WHERE m.workspace_id = $1 AND m.rejected_at IS NOT NULL AND m.recipient IS NOT NULL AND c.tag LIKE 'benchmark-%0'
       RETURNING *
     ), noted AS (
       INSERT INTO fallback_attempt_log (workspace_id, attempt_id, at, kind)
       SELECT workspace_id, id, v.at, v.kind FROM a, LATERAL (VALUES (planned_at, 'planned'), (ended_at, state)) AS v (at, kind)
     )
     INSERT INTO fallback_spend (workspace_id, campaign_id, day, micros, attempts)
     SELECT workspace_id, campaign_id, (dispatched_at AT TIME ZONE 'UTC')::date, sum(coalesce(price_micros, estimate_micros)), count(*)
     FROM a WHERE dispatched_at IS NOT NULL GROUP BY 1, 2, 3`,
    [workspaceId, sms, ruleId],
  );
}

/** The app's own chore folds attempts into the roll-ups; here it is not waited for. */
async function foldAll(client: Client, databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const left = async () => (await client.query("SELECT FROM fallback_change LIMIT 1")).rowCount !== 0;
  while (await left()) {
    await foldFallbacks(pool, Date.now());
    await new Promise((resolve) => setTimeout(resolve, 50)); // the app's chore may be the one that folds
  }
  await pool.end();
}
