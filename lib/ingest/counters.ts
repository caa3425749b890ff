import type { Pool } from "pg";
import { addCounters, type CounterRow, keepMalformed, type MalformedRow } from "@/lib/ingest/store";

export type CounterKind =
  | "accepted"
  | "rejected_signature"
  | "malformed"
  | "ignored"
  | "unknown_word"
  | "too_large";

/** Milliseconds between writes; a process that is killed loses at most this much of the counting (no status). */
const FLUSH_EVERY = 500;
/** Malformed bodies kept in memory between two writes; a flood of them must not fill it. */
const MALFORMED_WAITING = 50;

type Gathered = { -readonly [Key in keyof CounterRow]: CounterRow[Key] };

type Target = { readonly workspaceId: number; readonly id: number };

/** What arrives at connections and does not become a status, gathered and written twice a second. */
export class Counters {
  /** By connection, then by kind and reason: every webhook counts, so its keys are not put together anew. */
  private gathered = new Map<number, Map<string, Gathered>>();
  private malformed: MalformedRow[] = [];
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.flush(), FLUSH_EVERY);
    this.timer.unref();
  }

  /** @param detail - shown as the last cause; must not hold a phone number or a secret. */
  add(
    connection: Target,
    kind: CounterKind,
    at: number,
    reason = "",
    detail: string | null = null,
    n = 1,
  ): void {
    let ofConnection = this.gathered.get(connection.id);
    if (!ofConnection) {
      ofConnection = new Map();
      this.gathered.set(connection.id, ofConnection);
    }
    const key = reason === "" ? kind : `${kind}|${reason}`;
    const row = ofConnection.get(key);
    if (row) {
      row.n += n;
      row.lastAt = at;
      row.lastDetail = detail ?? row.lastDetail;
    } else {
      ofConnection.set(key, {
        workspaceId: connection.workspaceId,
        connectionId: connection.id,
        kind,
        reason: reason.slice(0, 200),
        n,
        lastAt: at,
        lastDetail: detail?.slice(0, 500) ?? null,
      });
    }
  }

  keepMalformed(row: MalformedRow): void {
    if (this.malformed.length < MALFORMED_WAITING) this.malformed.push(row);
  }

  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write()).catch(this.onError);
    return this.writing;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async write(): Promise<void> {
    const rows = [...this.gathered.values()].flatMap((ofConnection) => [...ofConnection.values()]);
    const malformed = this.malformed;
    this.gathered = new Map();
    this.malformed = [];
    if (rows.length > 0) {
      await addCounters(this.pool, rows).catch((error) => {
        // The database is away: count on and try again with the next write.
        for (const row of rows) {
          this.add(
            { workspaceId: row.workspaceId, id: row.connectionId },
            row.kind as CounterKind,
            row.lastAt,
            row.reason,
            row.lastDetail,
            row.n,
          );
        }
        throw error;
      });
    }
    for (const row of malformed) await keepMalformed(this.pool, row);
  }
}
