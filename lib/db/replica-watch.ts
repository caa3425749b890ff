import { Client, type Pool } from "pg";
import { ReplicaLag } from "@/lib/db/replica-lag";

export type ReplicaState = {
  /** Whether reports and exports read from it. */
  readonly usable: boolean;
  /** Milliseconds; null while it is away. */
  readonly lag: number | null;
  /** Why it is not used. */
  readonly cause: string | null;
};

type Options = {
  readonly url: string;
  readonly primary: Pool;
  /** Milliseconds. */
  readonly maxLag: number;
  onChange(state: ReplicaState): void;
};

/** Milliseconds. */
const EVERY = 1000;
const PATIENCE = 2000;

const POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS position";
const REPLAYED = `SELECT pg_is_in_recovery() AS standby,
  coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::float8 AS replayed,
  coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0)::float8 * 1000 AS age`;

/** Asks the replica every second, on a connection of its own, whether it is there and how far behind. */
export class ReplicaWatch {
  private current: ReplicaState = { usable: false, lag: null, cause: null };
  private readonly lag = new ReplicaLag();
  private client: Client | null = null;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private round: Promise<void>;

  constructor(private readonly options: Options) {
    this.round = this.check();
  }

  state(): ReplicaState {
    return this.current;
  }

  /** A query found it away: nobody else has to find that out before the next check. */
  away(cause: string): void {
    this.become({ usable: false, lag: null, cause });
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.round;
    await this.client?.end().catch(() => {});
  }

  private async check(): Promise<void> {
    try {
      await this.notePrimary();
      this.become(await this.askReplica());
    } catch (error) {
      await this.client?.end().catch(() => {});
      this.client = null;
      this.away((error as Error).message);
    }
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.round = this.check();
    }, EVERY);
    this.timer.unref();
  }

  /** While the primary does not answer there is nothing that the replica could lack. */
  private async notePrimary(): Promise<void> {
    const at = performance.now();
    const answer = await this.options.primary.query<{ position: number }>(POSITION).catch(() => null);
    const position = answer?.rows[0]?.position;
    if (position !== undefined) this.lag.note(position, at);
  }

  private async askReplica(): Promise<ReplicaState> {
    this.client ??= await connect(this.options.url);
    const { rows } = await this.client.query<{ standby: boolean; replayed: number; age: number }>(REPLAYED);
    const { standby = false, replayed = 0, age = 0 } = rows[0] ?? {};
    // Promoted: it goes a way of its own, and what it says is no longer what happened.
    if (!standby) return { usable: false, lag: null, cause: "it is not a replica, or not any more" };
    const lag = this.lag.of(replayed, performance.now(), age);
    const usable = lag <= this.options.maxLag;
    return { usable, lag, cause: usable ? null : `it is ${Math.round(lag / 1000)} s behind` };
  }

  private become(state: ReplicaState): void {
    const before = this.current;
    this.current = state;
    const isNews = before.usable !== state.usable || (before.cause === null && state.cause !== null);
    if (isNews && !this.closed) this.options.onChange(state);
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    application_name: "reachback-replica-watch",
  });
  client.on("error", () => {}); // the next check finds it closed and says so
  await client.connect();
  return client;
}
