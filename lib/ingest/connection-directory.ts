import type { Pool } from "pg";
import type { IngestConnection as StoredConnection } from "@/lib/connections/ingest";
import { AppError } from "@/lib/errors";
import { connectionExists, connectionsFingerprint } from "@/lib/ingest/store";
import type { ProviderAdapter } from "@/lib/providers/provider";
import { providerById } from "@/lib/providers/registry";

export type IngestConnection = StoredConnection & { readonly adapter: ProviderAdapter };

export type LoadConnections = () => Promise<readonly StoredConnection[]>;

/** Milliseconds after which a change made by another process is noticed at the latest. */
const POLL_EVERY = 1000;

/**
 * All connections in memory, so that the usual request asks the database nothing. A negative answer
 * (unknown key, wrong signature) is never given from memory alone: `confirmed` loads again first, so that
 * a connection works the moment it exists, and both kinds of refusal take the same time.
 */
export class ConnectionDirectory {
  private byKey = new Map<string, IngestConnection>();
  private fingerprint = "";
  private current: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pool: Pool,
    private readonly load: LoadConnections,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.refresh().catch(this.onError), POLL_EVERY);
    this.timer.unref();
  }

  find(key: string): IngestConnection | undefined {
    return this.byKey.get(key);
  }

  /**
   * The connection as the database has it now; however many ask at once, one load at a time runs.
   * @throws AppError unavailable for one that exists but can't be used, because its secrets can't be opened
   * (a lost key): its statuses must be sent again later, not dropped.
   */
  async confirmed(key: string): Promise<IngestConnection | undefined> {
    await this.refresh();
    const exists = await connectionExists(this.pool, key);
    const found = this.byKey.get(key);
    if (exists && !found) {
      throw new AppError(
        "unavailable",
        "This connection's secrets can't be opened. Restore ENCRYPTION_KEY, or enter the secrets again.",
      );
    }
    return found;
  }

  /** Loads what changed; a caller never gets the result of a load that began before it asked. */
  refresh(): Promise<void> {
    if (!this.current) {
      this.current = this.reload().finally(() => {
        this.current = null;
      });
      return this.current;
    }
    this.next ??= this.current
      .catch(() => {})
      .then(() => {
        this.next = null;
        return this.refresh();
      });
    return this.next;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async reload(): Promise<void> {
    const fingerprint = await connectionsFingerprint(this.pool);
    if (fingerprint === this.fingerprint) return;
    const byKey = new Map<string, IngestConnection>();
    for (const connection of await this.load()) {
      const adapter = providerById(connection.provider);
      if (adapter) byKey.set(connection.key, { ...connection, adapter });
    }
    this.byKey = byKey;
    this.fingerprint = fingerprint;
  }
}
