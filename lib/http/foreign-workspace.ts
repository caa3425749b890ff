import { randomUUID } from "node:crypto";
import { createApiKey } from "@/lib/api-keys/manage";
import { identityOf } from "@/lib/auth/session";
import { cookieOf, TEST_ORIGIN, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import type { WorkspaceId } from "@/lib/domain/ids";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";
import { createInvite } from "@/lib/workspaces/invites";

/** Words that stand in every row of the foreign workspace; no answer to anybody else may hold one. */
export const MARKERS = ["zebra", "+12025550199"] as const;

export type ForeignThings = {
  workspaceId: WorkspaceId;
  /** By the name that inputs use. */
  ids: Record<string, string>;
  /** What `[id]` means below a folder, e.g. `campaigns/[id]`. */
  idsByFolder: Record<string, string>;
};

/** For the access test: a workspace with one of everything. */
export async function foreignThings(): Promise<ForeignThings> {
  const workspaceId = await testWorkspace("zebra workspace");
  const { ctx, person } = await testMember(workspaceId, "admin");
  const cookie = await cookieOf(person);
  const session = await identityOf(new Request(TEST_ORIGIN, { headers: { cookie } }));
  const apiKey = await createApiKey(ctx, { name: "zebra key", scope: "write", expiresInDays: null });
  const invite = await createInvite(ctx, { role: "viewer", email: "zebra@example.com" });
  const one = async (sql: string, values: unknown[]): Promise<string> => {
    const { rows } = await pool().query<{ id: string | number }>(sql, [workspaceId, ...values]);
    return String(rows[0]?.id);
  };
  const connectionId = await one(
    `INSERT INTO connection (workspace_id, provider, name, key, secrets)
     VALUES ($1, 'simulator', 'zebra connection', 'zebra-connection-key', '') RETURNING id`,
    [],
  );
  const campaignId = await one(
    "INSERT INTO campaign (workspace_id, key, name, tag) VALUES ($1, 'zebra-campaign-key', 'zebra campaign', 'zebra') RETURNING id",
    [],
  );
  const messageId = await one(
    `INSERT INTO message (workspace_id, connection_id, provider_message_id, campaign_id, campaign_source, channel,
                          seen_at, sent_at, rejected_at, recipient, error_code, error_text, unknown_words)
     VALUES ($1, $2, 'zebra-message', $3, 1, 0, now(), now(), now(), '+12025550199', '131026', 'zebra error', '{}')
     RETURNING id`,
    [connectionId, campaignId],
  );
  const suppressionId = await one(
    `INSERT INTO suppression (workspace_id, recipient, reason, note, created_by)
     VALUES ($1, '+12025550199', 'manual', 'zebra note', 'zebra') RETURNING id`,
    [],
  );
  const ruleId = await one(
    `WITH rule AS (INSERT INTO fallback_rule (workspace_id, name) VALUES ($1, 'zebra rule') RETURNING workspace_id, id)
     INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by)
     SELECT workspace_id, id, 1, $2, 'zebra' FROM rule RETURNING rule_id AS id`,
    [JSON.stringify(EXAMPLE_RULE)],
  );
  const { endpointId, deliveryId, alertId } = await foreignAlert(one);
  const { attemptId, batchId } = await foreignAttempt(one, { connectionId, campaignId, messageId });
  const flowId = await one(
    `WITH flow AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version)
       VALUES ($1, 'zebra flow', $2, 'zebra', 1) RETURNING workspace_id, id)
     INSERT INTO flow_version (workspace_id, flow_id, version, definition, note, published_by)
     SELECT workspace_id, id, 1, $2, 'zebra note', 'zebra' FROM flow RETURNING flow_id AS id`,
    [JSON.stringify(DEFAULT_FLOW)],
  );
  await pool().query(
    "INSERT INTO named_secret (workspace_id, name, sealed, created_by) VALUES ($1, 'zebra_secret', '', 'zebra')",
    [workspaceId],
  );
  const logId = await one(
    "INSERT INTO status_log (workspace_id, name, kind, settings) VALUES ($1, 'zebra log', 'webhook', $2) RETURNING id",
    [JSON.stringify({ endpointId: 1, columns: [], timeZone: "UTC", timeFormat: "local", locale: "en" })],
  );
  const accountId = await one(
    `INSERT INTO google_account (workspace_id, kind, email, secrets, created_by)
     VALUES ($1, 'oauth', 'zebra@example.com', '', 'zebra') RETURNING id`,
    [],
  );
  const userId = String(person.id);
  const sessionId = session?.sessionId ?? "";
  return {
    workspaceId,
    ids: {
      workspaceId: String(workspaceId),
      connectionId,
      campaignId,
      messageId,
      suppressionId,
      ruleId,
      flowId,
      logId,
      accountId,
      deliveryId,
      userId,
      sessionId,
    },
    idsByFolder: {
      connections: connectionId,
      campaigns: campaignId,
      messages: messageId,
      "webhook-endpoints": endpointId,
      webhooks: endpointId,
      alerts: alertId,
      attempts: attemptId,
      batches: batchId,
      suppression: suppressionId,
      suppressions: suppressionId,
      "fallback-rules": ruleId,
      flows: flowId,
      logs: logId,
      "google-accounts": accountId,
      members: userId,
      sessions: sessionId,
      invites: String(invite.id),
      "api-keys": String(apiKey.id),
    },
  };
}

/** A webhook endpoint with a delivery that was given up, and an open alert. */
async function foreignAlert(
  one: (sql: string, values: unknown[]) => Promise<string>,
): Promise<{ endpointId: string; deliveryId: string; alertId: string }> {
  const endpointId = await one(
    `INSERT INTO webhook_endpoint (workspace_id, name, url, events, secrets, created_by)
     VALUES ($1, 'zebra endpoint', 'https://zebra.example.com', '{alert}', '', 'zebra') RETURNING id`,
    [],
  );
  const deliveryId = await one(
    `INSERT INTO webhook_delivery (workspace_id, endpoint_id, event_id, type, data, occurred_at, state)
     VALUES ($1, $2, 'zebra-event', 'alert', '{"recipient": "+12025550199"}', now(), 'failed') RETURNING id`,
    [endpointId],
  );
  const alertId = await one(
    `INSERT INTO alert (workspace_id, kind, key, params) VALUES ($1, 'breaker', 'zebra', '{"campaign": "zebra"}') RETURNING id`,
    [],
  );
  return { endpointId, deliveryId, alertId };
}

/** A fallback that a person could settle. */
async function foreignAttempt(
  one: (sql: string, values: unknown[]) => Promise<string>,
  ids: { readonly connectionId: string; readonly campaignId: string; readonly messageId: string },
): Promise<{ attemptId: string; batchId: string }> {
  const ruleId = await one(
    "INSERT INTO fallback_rule (workspace_id, name) VALUES ($1, 'zebra rule') RETURNING id",
    [],
  );
  await one(
    `INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by)
     VALUES ($1, $2, 1, '{"steps": []}', 'zebra') RETURNING rule_id AS id`,
    [ruleId],
  );
  const batchId = randomUUID();
  const attemptId = await one(
    `INSERT INTO fallback_attempt (workspace_id, message_id, campaign_id, cycle, position, channel, connection_id, rule_id, rule_version,
       cause, state, recipient, triggered_at, due_at, planned_by, batch_id)
     VALUES ($1, $2, $3, 1, 0, 1, $4, $5, 1, 'manual', 'unknown', '+12025550199', now(), now(), 'zebra', $6) RETURNING id`,
    [ids.messageId, ids.campaignId, ids.connectionId, ruleId, batchId],
  );
  return { attemptId, batchId };
}

/** Every table's rows of a workspace as one text a table, to compare before and after. */
export async function rowsOfWorkspace(workspaceId: WorkspaceId): Promise<Record<string, string>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`,
  );
  const found: Record<string, string> = {};
  for (const { name } of [...tables, { name: "workspace" }]) {
    const column = name === "workspace" ? "id" : "workspace_id";
    const { rows } = await pool().query<{ all: string | null }>(
      `SELECT string_agg(t::text, E'\\n' ORDER BY t::text) AS all FROM "${name}" AS t WHERE t.${column} = $1`,
      [workspaceId],
    );
    found[name] = rows[0]?.all ?? "";
  }
  return found;
}
