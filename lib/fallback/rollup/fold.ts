import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { readMark, writeMark } from "@/lib/db/reading-mark";
import { MINUTE } from "@/lib/domain/time";
import { foldChanges, lockFolding, MARK } from "@/lib/fallback/rollup/store";

/** Changes a transaction; a ledger that fills at once (a migration, a big send) takes several. */
const AT_MOST = 5000;
/** Milliseconds that a batch may be on its way into the event log: younger events are left for the next time. */
const SETTLING = 5000;
/** Milliseconds of events a transaction, after the process was away. */
const SLICE = 10 * MINUTE;

/**
 * Brings the roll-ups of fallbacks up to the ledger, and to what WhatsApp reported since: a late delivery makes
 * somebody double-touched without any attempt changing. It is found in the event log, so that the ingest does
 * nothing for it. Any number of processes may call it; one folds.
 */
export async function foldFallbacks(pool: Pool, now: number): Promise<void> {
  let more = true;
  while (more) more = await inTransaction(pool, (client) => foldOnce(client, now));
}

async function foldOnce(client: Parameters<typeof lockFolding>[0], now: number): Promise<boolean> {
  if (!(await lockFolding(client))) return false;
  const settled = now - SETTLING;
  const from = Math.min((await readMark(client, MARK)) ?? settled - SLICE, settled);
  const until = Math.min(settled, from + SLICE);
  const folded = await foldChanges(client, AT_MOST, from, until);
  await writeMark(client, MARK, until);
  return folded === AT_MOST || until < settled;
}
