import "server-only";
import type { ClientBase, Pool } from "pg";
import type { Locale } from "@/lib/auth/context";
import { inTransaction } from "@/lib/db/in-transaction";
import type { PauseReason } from "@/lib/domain/webhook-out/events";
import type { RequestFailure } from "@/lib/domain/webhook-out/failure";
import { restAfter, shouldPause } from "@/lib/domain/webhook-out/health";
import type { Verdict } from "@/lib/domain/webhook-out/retry";

export type Lane = { readonly workspaceId: number; readonly endpointId: number };

export type LaneEndpoint = {
  readonly name: string;
  readonly url: string;
  readonly secrets: Uint8Array;
  readonly failures: number;
  /** The workspace's, for the words of alerts. */
  readonly locale: Locale;
};

export type Due = {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly data: unknown;
  /** Milliseconds since the epoch. */
  readonly occurred: number;
  /** This request included. */
  readonly tries: number;
};

/** Endpoints that may get a request now and for which something is due. */
export async function dueLanes(pool: Pool): Promise<Lane[]> {
  const { rows } = await pool.query<Lane>(
    `SELECT p.workspace_id AS "workspaceId", p.id AS "endpointId" FROM webhook_endpoint p
     WHERE p.paused_at IS NULL AND (p.held_until IS NULL OR p.held_until <= now())
       AND EXISTS (SELECT FROM webhook_delivery d WHERE d.workspace_id = p.workspace_id AND d.endpoint_id = p.id
         AND d.state = 'pending' AND d.due_at <= now())`,
  );
  return rows;
}

/** Null where it was removed, paused, or is to be left alone for a while. */
export async function openLane(pool: Pool, { workspaceId, endpointId }: Lane): Promise<LaneEndpoint | null> {
  const { rows } = await pool.query<LaneEndpoint>(
    `SELECT p.name, p.url, p.secrets, p.failures, w.locale FROM webhook_endpoint p JOIN workspace w ON w.id = p.workspace_id
     WHERE p.workspace_id = $1 AND p.id = $2 AND p.paused_at IS NULL AND (p.held_until IS NULL OR p.held_until <= now())`,
    [workspaceId, endpointId],
  );
  return rows[0] ?? null;
}

/**
 * Takes what is due. Until the lease ends nobody else takes the same; a worker that dies leaves it to the
 * next after that.
 */
export async function claim(
  pool: Pool,
  { workspaceId, endpointId }: Lane,
  limit: number,
  leaseMs: number,
): Promise<Due[]> {
  const { rows } = await pool.query<Due>(
    `WITH due AS (
       SELECT id FROM webhook_delivery
       WHERE workspace_id = $1 AND endpoint_id = $2 AND state = 'pending' AND due_at <= now()
       ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
     UPDATE webhook_delivery d SET tries = d.tries + 1, due_at = now() + $4 * interval '1 ms'
     FROM due WHERE d.workspace_id = $1 AND d.id = due.id
     RETURNING d.id::text AS id, d.event_id AS "eventId", d.type, d.data, d.tries,
       (extract(epoch FROM d.occurred_at) * 1000)::float8 AS occurred`,
    [workspaceId, endpointId, limit, leaseMs],
  );
  return rows;
}

export type Told = {
  readonly id: string;
  readonly tries: number;
  /** Milliseconds since the epoch; the signed time. */
  readonly at: number;
  readonly ms: number;
  readonly status: number | null;
  readonly failure: RequestFailure | null;
  readonly text: string | null;
  readonly verdict: Verdict;
};

/** Stores what came of a request, and with it what is known of the endpoint's health. */
export async function storeAnswer(pool: Pool, lane: Lane, told: Told): Promise<void> {
  if (told.verdict.kind === "delivered") {
    await settle(pool, lane, told);
    return;
  }
  await inTransaction(pool, async (client) => {
    await settle(client, lane, told);
    await noteFailure(client, lane, told.verdict);
  });
}

async function settle(db: Pool | ClientBase, { workspaceId, endpointId }: Lane, told: Told): Promise<void> {
  const { verdict } = told;
  await db.query(
    `WITH d AS (
       UPDATE webhook_delivery SET state = $4, last_status = $5, last_error = $6,
         due_at = coalesce('epoch'::timestamptz + $7::float8 * interval '1 ms', due_at),
         ended_at = CASE WHEN $4 <> 'pending' THEN now() END
       WHERE workspace_id = $1 AND id = $2 AND tries = $3 AND state = 'pending'),
     well AS (
       UPDATE webhook_endpoint SET failures = 0, failing_since = NULL, held_until = NULL
       WHERE workspace_id = $1 AND id = $11 AND $4 = 'delivered' AND failures > 0)
     INSERT INTO webhook_try (workspace_id, delivery_id, at, ms, status, error, answer)
     VALUES ($1, $2, 'epoch'::timestamptz + $8::float8 * interval '1 ms', $9, $5, $6, $10)`,
    [
      workspaceId,
      told.id,
      told.tries,
      verdict.kind === "retry" ? "pending" : verdict.kind,
      told.status,
      told.failure,
      verdict.kind === "retry" ? verdict.at : null,
      told.at,
      told.ms,
      told.text,
      endpointId,
    ],
  );
}

/** One more failure; rests, or is paused for good. The alert is written in the same transaction. */
async function noteFailure(
  client: ClientBase,
  { workspaceId, endpointId }: Lane,
  verdict: Verdict,
): Promise<void> {
  const { rows } = await client.query<{ failures: number; since: number; now: number; paused: boolean }>(
    `UPDATE webhook_endpoint SET failures = failures + 1, failing_since = coalesce(failing_since, now())
     WHERE workspace_id = $1 AND id = $2
     RETURNING failures, (extract(epoch FROM failing_since) * 1000)::float8 AS since,
       (extract(epoch FROM now()) * 1000)::float8 AS now, paused_at IS NOT NULL AS paused`,
    [workspaceId, endpointId],
  );
  const [health] = rows;
  if (!health || health.paused) return;
  const gone = verdict.kind === "failed" && verdict.gone;
  if (gone || shouldPause(health, health.now))
    return pause(client, workspaceId, endpointId, gone ? "gone" : "failures");
  const asked = verdict.kind === "retry" && verdict.hold ? verdict.at : 0;
  const until = Math.max(asked, health.now + restAfter(health.failures));
  if (until > health.now)
    await client.query(
      `UPDATE webhook_endpoint SET held_until = greatest(held_until, 'epoch'::timestamptz + $3::float8 * interval '1 ms')
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, endpointId, until],
    );
}

async function pause(
  client: ClientBase,
  workspaceId: number,
  endpointId: number,
  why: Exclude<PauseReason, "person">,
): Promise<void> {
  await client.query(
    `WITH paused AS (
       UPDATE webhook_endpoint SET paused_at = now(), paused_why = $3 WHERE workspace_id = $1 AND id = $2
       RETURNING id, name, failures, failing_since),
     noted AS (
       INSERT INTO audit_entry (workspace_id, actor_kind, actor_label, action, target, detail)
       SELECT $1, 'system', 'Reachback', 'webhook_endpoint.paused', name, jsonb_build_object('why', $3::text) FROM paused)
     SELECT raise_alert($1, 'endpoint_paused', id::text, jsonb_build_object('endpointId', id::text, 'endpoint', name, 'why', $3::text,
       'failures', failures, 'since', iso_instant(failing_since))) FROM paused`,
    [workspaceId, endpointId, why],
  );
}
