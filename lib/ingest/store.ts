import "server-only";
import type { ClientBase, Pool } from "pg";
import { parametersOf } from "@/lib/ingest/batch";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { STORE_STATEMENT } from "@/lib/ingest/statement";

/**
 * Stores a batch in one transaction: message rows, event log and roll-ups. Repeats change nothing.
 * @param slot - the writer's number; writers with different slots never wait for each other's counters.
 * @returns how many messages changed.
 */
export async function storeStatuses(
  database: Pool | ClientBase,
  events: readonly IncomingStatus[],
  slot: number,
): Promise<number> {
  if (events.length === 0) return 0;
  const { rows } = await database.query<{ changed: number }>({
    name: "store_statuses",
    text: STORE_STATEMENT,
    values: parametersOf(events, slot),
  });
  return rows[0]?.changed ?? 0;
}

/** The campaign of each unseen tag, made where it does not exist. Names are cut by the caller. */
export async function ensureCampaigns(
  database: Pool | ClientBase,
  wanted: readonly { readonly workspaceId: number; readonly tag: string; readonly key: string }[],
): Promise<{ workspaceId: number; tag: string; id: number }[]> {
  // Sorted and without repeats, for the same reason as in the store statement. The no-op update makes
  // RETURNING give the row also when another process was faster.
  const { rows } = await database.query(
    `INSERT INTO campaign AS c (workspace_id, tag, name, key)
     SELECT DISTINCT ON (ws, tag) ws, tag, tag, key FROM unnest($1::int[], $2::text[], $3::text[]) AS t (ws, tag, key)
     ORDER BY ws, tag
     ON CONFLICT (workspace_id, tag) DO UPDATE SET tag = excluded.tag
     RETURNING workspace_id AS "workspaceId", tag, id`,
    [wanted.map((w) => w.workspaceId), wanted.map((w) => w.tag), wanted.map((w) => w.key)],
  );
  return rows;
}
