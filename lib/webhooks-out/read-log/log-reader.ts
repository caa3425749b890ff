import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { statusData } from "@/lib/webhooks-out/read-log/status-data";
import {
  findSubscribers,
  insertDeliveries,
  moveCatchUp,
  moveMark,
  readMark,
  readSlice,
  type Slice,
} from "@/lib/webhooks-out/read-log/store";

/**
 * Milliseconds after its arrival in which a status may still become visible. Writers commit in any order, and
 * their clocks differ: what is younger is read again, and the outbox leaves out what it has.
 */
const SETTLING = 30_000;
/** Milliseconds before the newest status seen, from which each round reads: nearly all that comes late is here. */
const OVERLAP = 3000;
/** Milliseconds between two readings of all that is younger than SETTLING. */
const WHOLE_EVERY = 10_000;
const LIMIT = 5000;
/** Any number; the same in every process, so that two never read the same slice at once. */
const READ_LOCK = 7_224_011;

/**
 * Tells endpoints of statuses by reading the event log, apart from the ingest: a workspace without an
 * endpoint costs the ingest nothing, and one with an endpoint no more than the reading.
 */
export class LogReader {
  private newest = 0;
  private wholeAt = 0;

  constructor(private readonly pool: Pool) {}

  /** One round. @returns how many events were written */
  async read(now: number): Promise<number> {
    const { since, catchingUp } = await findSubscribers(this.pool);
    if (since === null) return 0;
    const mark = Math.max((await readMark(this.pool)) ?? 0, since - 1);
    const whole = now - this.wholeAt >= WHOLE_EVERY;
    let written = await this.readFrom(whole ? mark : Math.max(mark, this.newest - OVERLAP), now, whole);
    for (const { from, ...endpoint } of catchingUp) written += await this.catchUp(endpoint, from);
    return written;
  }

  private async readFrom(start: number, now: number, whole: boolean): Promise<number> {
    let from = start;
    let written = 0;
    for (;;) {
      const slice = await this.take({ from });
      if (slice === null) return written;
      written += slice.n;
      this.newest = Math.max(this.newest, slice.top ?? 0);
      const settled = Math.min(slice.full && slice.top !== null ? slice.top : now, now - SETTLING);
      if (whole && settled > start) await inTransaction(this.pool, (client) => moveMark(client, settled));
      if (!slice.full || slice.top === null) break;
      from = slice.top;
    }
    if (whole) this.wholeAt = now;
    return written;
  }

  /** A slice at a time, so that an endpoint with a long pause behind it holds up nobody. */
  private async catchUp(endpoint: NonNullable<Slice["endpoint"]>, from: number): Promise<number> {
    const slice = await this.take({ from: from - 1, endpoint });
    if (slice === null) return 0;
    const next = slice.full ? slice.top : null;
    await inTransaction(this.pool, (client) => moveCatchUp(client, endpoint, next));
    return slice.n;
  }

  /** Null: another process is reading. */
  private take(slice: Slice): Promise<{ n: number; top: number | null; full: boolean } | null> {
    return inTransaction(this.pool, async (client) => {
      const { rows: lock } = await client.query<{ free: boolean }>(
        "SELECT pg_try_advisory_xact_lock($1) AS free",
        [READ_LOCK],
      );
      if (!lock[0]?.free) return null;
      const rows = await readSlice(client, slice, LIMIT);
      if (rows.length > 0)
        await insertDeliveries(
          client,
          rows.map((row) => ({ ...row, data: statusData(row) })),
        );
      return { n: rows.length, top: rows.at(-1)?.received ?? null, full: rows.length >= LIMIT };
    });
  }
}
