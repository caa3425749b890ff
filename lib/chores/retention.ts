import type { Pool } from "pg";
import { removeOldMessages, removeOldRuns, workspacesWithRetention } from "@/lib/chores/store";

/** Messages or runs in one statement: short enough never to hold up the ingest. */
const CHUNK = 2000;

/**
 * Deletes messages with their events, and runs of flows, older than their workspace keeps them. The roll-ups stay: they hold no
 * numbers of people, and a campaign's funnel should not shrink with time.
 */
export async function removeExpired(pool: Pool): Promise<void> {
  for (const { id, days } of await workspacesWithRetention(pool)) {
    while ((await removeOldMessages(pool, id, days, CHUNK)) === CHUNK) {}
    while ((await removeOldRuns(pool, id, days, CHUNK)) === CHUNK) {}
  }
}
