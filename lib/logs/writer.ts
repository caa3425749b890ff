import "server-only";
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { type Pace, pausePace, takePace } from "@/lib/logs/google/store";
import { type AsAccount, asAccount } from "@/lib/logs/google/with-account";
import { endsByItself, type HeldCode } from "@/lib/logs/held";
import { type SheetSettings, sheetSettings } from "@/lib/logs/settings";
import { type Claimed, claimLog, type Release, releaseLog } from "@/lib/logs/store";
import { TargetError } from "@/lib/logs/target-error";
import { MAX_ROWS, type SheetTask, writeBatch } from "@/lib/logs/write-sheet";
import { writeToEndpoint } from "@/lib/logs/write-webhook";

/** Longer than a request may take, so that a lease that ended belonged to a dead process. */
const LEASE = 45_000; // ms
/** Logs that one process writes at a time. */
const LANES = 4;
/** 30 writes a minute, of the 60 that Google allows an account. */
const ACCOUNT_EVERY = 2000; // ms
/** 200 writes a minute, of the 300 that Google allows a project: accounts by OAuth share the instance's. */
const CLIENT_EVERY = 300; // ms
/** Failures in a row after which a log is held: about eight minutes of them where it may end by itself. */
const HELD_AFTER = {
  throttled: { tries: 8, code: "quota" },
  unsure: { tries: 8, code: "unreachable" },
  refused: { tries: 3, code: "refused" },
} as const satisfies Record<string, { tries: number; code: HeldCode }>;
/** While it is held and may end by itself. */
const LOOK_IN_EVERY = 300_000; // ms

export type WriterOptions = {
  readonly pool: Pool;
  readonly onError: (error: unknown) => void;
  /** Called after a log became held, or is written again after it was. */
  readonly onState?: (log: Claimed, held: HeldCode | null) => Promise<void>;
  readonly pollMs?: number;
  readonly leaseMs?: number;
  readonly accountEveryMs?: number;
  /** The unit of the pauses after failures. */
  readonly backOffMs?: number;
  readonly maxRows?: number;
  readonly reach?: SheetTask["reach"];
};

/** Drains the waiting rows of all logs. Any number of processes may run one: leases share the logs out. */
export class LogWriter {
  private readonly options: Required<Omit<WriterOptions, "onState">> & Pick<WriterOptions, "onState">;
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(options: WriterOptions) {
    this.options = {
      pollMs: 500,
      leaseMs: LEASE,
      accountEveryMs: ACCOUNT_EVERY,
      backOffMs: 1000,
      maxRows: MAX_ROWS,
      reach: () => {},
      ...options,
    };
  }

  start(): this {
    const next = () => {
      this.fill();
      this.timer = setTimeout(next, this.options.pollMs);
    };
    next();
    return this;
  }

  /** Resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.all(this.running);
  }

  private fill(): void {
    if (this.stopped || this.running.size >= LANES) return;
    const lane = this.drain().catch(this.options.onError);
    this.running.add(lane);
    void lane.finally(() => this.running.delete(lane));
  }

  /** Batch after batch, until nothing is due. */
  private async drain(): Promise<void> {
    const { pool, leaseMs } = this.options;
    while (!this.stopped) {
      const log = await claimLog(pool, randomUUID(), leaseMs);
      if (!log) return;
      await this.write(log);
    }
  }

  private async write(log: Claimed): Promise<void> {
    const { pool } = this.options;
    try {
      if (log.kind === "sheet") await this.writeSheet(log);
      else await this.wrote(log, await writeToEndpoint(pool, log));
    } catch (error) {
      if (!(error instanceof TargetError)) this.options.onError(error);
      await this.giveBack(log, error);
    }
  }

  private async writeSheet(log: Claimed): Promise<void> {
    const { pool, leaseMs, maxRows, reach } = this.options;
    const settings = sheetSettings.parse(log.settings);
    const account = await asAccount(log.workspaceId, settings.accountId);
    const until = await takePace(pool, this.pacesOf(log, account));
    if (until) {
      await releaseLog(pool, log, { afterMs: Math.max(0, until.getTime() - Date.now()) });
      return;
    }
    await this.wrote(
      log,
      await writeBatch({ pool, log, settings, asAccount: account.call, leaseMs, maxRows, reach }),
    );
  }

  private async wrote(log: Claimed, rows: number): Promise<void> {
    if (rows > 0 && log.state === "held") await this.options.onState?.(log, null);
  }

  private pacesOf(log: Claimed, { kind }: AsAccount): Pace[] {
    const own = { key: accountPace(log), everyMs: this.options.accountEveryMs };
    return kind === "oauth" ? [own, { key: "client", everyMs: CLIENT_EVERY }] : [own];
  }

  /** The rows stay; when they are tried again depends on what happened. */
  private async giveBack(log: Claimed, error: unknown): Promise<void> {
    const { pool, onState } = this.options;
    const release = this.releaseAfter(log, error);
    if (error instanceof TargetError && error.fault.kind === "throttled")
      await pausePace(pool, accountPace(log), error.fault.retryAfterMs ?? this.options.backOffMs);
    const changed = release.held !== undefined && log.state !== "held";
    if ((await releaseLog(pool, log, release)) && changed && release.held) await onState?.(log, release.held);
  }

  private releaseAfter(log: Claimed, error: unknown): Release {
    // A failure of our own, of the database for instance, is as good as no answer.
    const fault = error instanceof TargetError ? error.fault : ({ kind: "unsure" } as const);
    if (fault.kind === "held") return { afterMs: 0, held: fault.code };
    const tries = triesOf(log.progress) + 1;
    const asked = fault.kind === "throttled" ? (fault.retryAfterMs ?? 0) : 0;
    const afterMs = Math.max(asked, backOff(tries, this.options.backOffMs));
    const held = HELD_AFTER[fault.kind];
    if (tries < held.tries) return { tries, afterMs };
    return {
      tries,
      afterMs: Math.max(afterMs, endsByItself(held.code) ? LOOK_IN_EVERY : 0),
      held: held.code,
    };
  }
}

const accountPace = ({ workspaceId, settings }: Claimed): string =>
  `account:${workspaceId}:${(settings as Partial<SheetSettings>).accountId}`;

const triesOf = (progress: unknown): number => {
  const tries = (progress as { readonly tries?: unknown } | null)?.tries;
  return typeof tries === "number" ? tries : 0;
};

/** Doubles up to four minutes; half of it is by chance, so that processes do not come back together. */
const backOff = (tries: number, unit: number): number => {
  const whole = unit * 2 ** Math.min(tries, 8);
  return whole / 2 + (Math.random() * whole) / 2;
};
