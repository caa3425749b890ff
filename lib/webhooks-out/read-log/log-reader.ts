import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { readMark } from "@/lib/db/reading-mark";
import { statusData } from "@/lib/webhooks-out/read-log/status-data";
import {
  findSubscribers,
  insertDeliveries,
  MARK,
  moveCatchUp,
  moveMark,
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
/** Statuses that one slice should hold; slices get longer and shorter until they do. */
const PER_SLICE = 4000;
const SHORTEST_SLICE = 50; // ms
const LONGEST_SLICE = 86_400_000; // ms
/** Milliseconds by which a writer's clock may be ahead of ours. */
const AHEAD = 60_000;
/** Any number; the same in every process, so that two never read the same slice at once. */
const READ_LOCK = 7_224_011;

/**
 * Tells endpoints of statuses by reading the event log, apart from the ingest: a workspace without an
 * endpoint costs the ingest nothing, and one with an endpoint no more than the reading.
 */
export class LogReader {
  private newest = 0;
  private wholeAt = 0;
  /** Length of a slice in milliseconds. */
  private step = 2000;

  constructor(private readonly pool: Pool) {}

  /** One round. @returns how many events were written */
  async read(now: number): Promise<number> {
    const { since, catchingUp } = await findSubscribers(this.pool);
    if (since === null) return 0;
    const mark = Math.max((await readMark(this.pool, MARK)) ?? 0, since - 1);
    const whole = now - this.wholeAt >= WHOLE_EVERY;
    let written = await this.readFrom(whole ? mark : Math.max(mark, this.newest - OVERLAP), now, whole);
    for (const { from, ...endpoint } of catchingUp) written += await this.catchUp(endpoint, from, now);
    return written;
  }

  private async readFrom(start: number, now: number, whole: boolean): Promise<number> {
    let from = start;
    let written = 0;
    while (from < now) {
      const slice = await this.take({ from, until: this.endOf(from, now) });
      if (slice === null) return written;
      written += slice.n;
      from = slice.until;
      this.newest = Math.max(this.newest, slice.newest);
      const settled = Math.min(from, now - SETTLING);
      if (whole && settled > start) await inTransaction(this.pool, (client) => moveMark(client, settled));
    }
    if (whole) this.wholeAt = now;
    return written;
  }

  /** The last slice of a round reaches over now, to what comes from clocks that are ahead. */
  private endOf(from: number, now: number): number {
    return from + this.step >= now ? now + AHEAD : from + this.step;
  }

  /** A slice at a time, so that an endpoint with a long pause behind it holds up nobody. */
  private async catchUp(
    endpoint: NonNullable<Slice["endpoint"]>,
    from: number,
    now: number,
  ): Promise<number> {
    const slice = await this.take({ from: from - 1, until: this.endOf(from, now), endpoint });
    if (slice === null) return 0;
    const next = slice.until < now ? slice.until : null;
    await inTransaction(this.pool, (client) => moveCatchUp(client, endpoint, next));
    return slice.n;
  }

  /** Null: another process is reading. */
  private take(slice: Slice): Promise<{ n: number; newest: number; until: number } | null> {
    return inTransaction(this.pool, async (client) => {
      const { rows: lock } = await client.query<{ free: boolean }>(
        "SELECT pg_try_advisory_xact_lock($1) AS free",
        [READ_LOCK],
      );
      if (!lock[0]?.free) return null;
      const rows = await readSlice(client, slice);
      if (rows.length > 0)
        await insertDeliveries(
          client,
          rows.map((row) => ({ ...row, data: statusData(row) })),
        );
      if (rows.length > PER_SLICE) this.step = Math.max(this.step / 2, SHORTEST_SLICE);
      else if (rows.length < PER_SLICE / 4) this.step = Math.min(this.step * 2, LONGEST_SLICE);
      return { n: rows.length, newest: rows.at(-1)?.received ?? 0, until: slice.until };
    });
  }
}
