import { AppError } from "@/lib/errors";
import type { IncomingStatus } from "@/lib/ingest/incoming";

/** What one request wants stored. All of it is committed, or none. */
export type Entry = {
  readonly statuses: readonly IncomingStatus[];
  /** Called inside the batch's transaction, to settle what must exist before (campaigns of unseen tags). */
  readonly prepare?: Prepare;
};
export type Prepare = { readonly workspaceId: number; readonly tags: readonly string[] };

type Waiting = {
  readonly entry: Entry;
  readonly since: number;
  resolve(): void;
  reject(error: unknown): void;
};

export type Store = (entries: readonly Entry[]) => Promise<void>;

type Options = {
  readonly store: Store;
  /** Statuses in one batch at most; measured: beyond 1,000 nothing is gained. */
  readonly maxBatch?: number;
  /** Statuses that may wait; beyond it the sender is asked to come back, before memory or patience ends. */
  readonly maxWaiting?: number;
  /** Milliseconds until a request is told to come back; providers give up after a few seconds. */
  readonly patience?: number;
  readonly onBatch?: (statuses: number, milliseconds: number) => void;
  /** Told of every batch that the database did not take; its requests are answered 503. */
  readonly onFailure?: (error: unknown) => void;
};

const overloaded = () =>
  new AppError("unavailable", "Too much is waiting. Send it again shortly.", { retryAfter: 5 });
const noDatabase = (cause: unknown) =>
  new AppError("unavailable", "The database can't take statuses at this moment. Send it again shortly.", {
    retryAfter: 5,
    cause,
  });

/** Requests that must wait for a second batch to go out beside the one in flight. */
const SECOND_BATCH = 4;

/**
 * Group commit: what waits while a batch is being written becomes the next batch, so the batch grows with
 * the load and an idle system answers at once. Two batches at most are in flight: the second one is sent
 * before the first one's answer is there, so that the database need not wait for us, but only when it is as
 * large as the first one. Measured, a smaller one costs more than its early start gains.
 * A promise resolves only after the commit that holds the entry.
 */
export class GroupCommit {
  private readonly waiting: Waiting[] = [];
  private readonly inFlight = new Set<readonly Waiting[]>();
  private waitingStatuses = 0;
  private starting = false;
  private readonly sweeper: NodeJS.Timeout;
  private readonly options: Required<Options>;

  constructor(options: Options) {
    this.options = {
      store: options.store,
      maxBatch: options.maxBatch ?? 1000,
      maxWaiting: options.maxWaiting ?? 50_000,
      patience: options.patience ?? 1800,
      onBatch: options.onBatch ?? (() => {}),
      onFailure: options.onFailure ?? (() => {}),
    };
    this.sweeper = setInterval(() => this.giveUpOnOld(), 100);
    this.sweeper.unref();
  }

  add(entry: Entry): Promise<void> {
    if (this.waitingStatuses > this.options.maxWaiting) return Promise.reject(overloaded());
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, since: performance.now(), resolve, reject });
      this.waitingStatuses += entry.statuses.length;
      if (this.starting || !this.worthStarting()) return;
      this.starting = true;
      // Requests that are read in the same turn of the event loop join the batch.
      setImmediate(() => {
        this.starting = false;
        this.start();
      });
    });
  }

  /** Age in milliseconds of the oldest status that is not committed yet; 0 when none waits. */
  oldestAge(): number {
    const oldest = [...this.inFlight, this.waiting].flatMap((batch) => batch[0]?.since ?? []);
    return oldest.length > 0 ? performance.now() - Math.min(...oldest) : 0;
  }

  /** Resolves when nothing waits any more. */
  async drain(): Promise<void> {
    while (this.waiting.length > 0 || this.inFlight.size > 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(this.sweeper);
  }

  private worthStarting(): boolean {
    const [first, second] = this.inFlight;
    if (!first) return this.waiting.length > 0;
    return !second && this.waiting.length >= Math.max(SECOND_BATCH, first.length);
  }

  private start(): void {
    while (this.worthStarting()) void this.run(this.takeBatch());
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    this.inFlight.add(batch);
    const answer = await this.write(batch);
    this.inFlight.delete(batch);
    this.start();
    // Writing answers takes about as long as the database needs for a batch: the next batch goes out
    // first (the driver sends it in the next tick), so that neither waits for the other.
    setImmediate(answer);
  }

  private takeBatch(): Waiting[] {
    let statuses = 0;
    let count = 0;
    for (const { entry } of this.waiting) {
      if (count > 0 && statuses + entry.statuses.length > this.options.maxBatch) break;
      statuses += entry.statuses.length;
      count++;
    }
    this.waitingStatuses -= statuses;
    return this.waiting.splice(0, count);
  }

  /** @returns what tells the requests of the batch how it went. */
  private async write(batch: readonly Waiting[]): Promise<() => void> {
    const started = performance.now();
    try {
      await this.options.store(batch.map(({ entry }) => entry));
      this.options.onBatch(
        batch.reduce((sum, { entry }) => sum + entry.statuses.length, 0),
        performance.now() - started,
      );
      return () => {
        for (const waiting of batch) waiting.resolve();
      };
    } catch (error) {
      if (batch.length > 1 && isAboutData(error)) return this.writeOneByOne(batch);
      this.options.onFailure(error);
      return () => {
        for (const waiting of batch) waiting.reject(noDatabase(error));
      };
    }
  }

  /** One request that the database refuses must not take its neighbours with it. */
  private async writeOneByOne(batch: readonly Waiting[]): Promise<() => void> {
    const answers: (() => void)[] = [];
    for (const waiting of batch) answers.push(await this.write([waiting]));
    return () => {
      for (const answer of answers) answer();
    };
  }

  private giveUpOnOld(): void {
    const limit = performance.now() - this.options.patience;
    // What is in flight may still be committed; the sender's repeat then changes nothing.
    for (const waiting of [...this.inFlight].flat())
      if (waiting.since < limit) waiting.reject(noDatabase(new Error("slow")));
    while (this.waiting[0] && this.waiting[0].since < limit) {
      const old = this.waiting.shift() as Waiting;
      this.waitingStatuses -= old.entry.statuses.length;
      old.reject(overloaded());
    }
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity): the values are at fault, not the server. */
function isAboutData(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" && /^2[23]/.test(code);
}
