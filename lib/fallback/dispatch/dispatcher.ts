import type { Pool } from "pg";
import type { Step } from "@/lib/domain/fallback/rule";
import { AnswerWriter } from "@/lib/fallback/dispatch/answer-writer";
import { claimDue } from "@/lib/fallback/dispatch/claim";
import { dueConnections, releaseHeld } from "@/lib/fallback/dispatch/due-store";
import { type PrepareContext, prepareStep } from "@/lib/fallback/dispatch/prepare";
import { type SendMoment, sendAttempt } from "@/lib/fallback/dispatch/send-attempt";
import type { DueAttempt } from "@/lib/fallback/dispatch/store";
import type { SenderAccount } from "@/lib/providers/sender";

/** Milliseconds between two looks for what is due. */
const LOOK_EVERY = 200;
/** Milliseconds between two looks for what may go on after a stop was lifted. */
const RELEASE_EVERY = 1000;
/** Requests of one connection on their way at once, in this process. */
const CONCURRENCY = 100;
/** Milliseconds for which settings and prices of a connection are taken as they were read. */
const CONTEXT_LASTS = 1000;

export type LaneContext = PrepareContext & { readonly account: SenderAccount };

type Options = {
  readonly pool: Pool;
  readonly contextOf: (workspaceId: number, connectionId: number) => Promise<LaneContext>;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
  /** Told of the named moments of a send. */
  readonly reach?: (moment: SendMoment) => void;
  /** The one connection that this dispatcher serves; absent: all. */
  readonly only?: number;
};

/**
 * Sends what is due, any number of processes beside each other. Every connection has a lane of its own, so
 * that a provider that is slow or broken holds up nobody else's messages.
 */
export class Dispatcher {
  private readonly underway = new Map<string, number>();
  private readonly busy = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly contexts = new Map<
    string,
    { readonly context: Promise<LaneContext>; readonly until: number }
  >();
  private readonly writer: AnswerWriter;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private releasedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: Options) {
    this.writer = new AnswerWriter(options.pool);
  }

  start(): this {
    this.look();
    return this;
  }

  /** Claims nothing more and waits for what is on its way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  private look(): void {
    const { only, pool } = this.options;
    this.follow(
      this.release()
        .then(() => dueConnections(pool))
        .then((lanes) => {
          for (const { workspaceId, connectionId } of lanes) {
            if (only === undefined || only === connectionId) this.run(workspaceId, connectionId);
          }
        })
        .catch(this.options.onError)
        .finally(() => {
          if (!this.stopped) this.timer = setTimeout(() => this.look(), LOOK_EVERY);
        }),
    );
  }

  private async release(): Promise<void> {
    const now = performance.now();
    if (now - this.releasedAt < RELEASE_EVERY) return;
    this.releasedAt = now;
    await releaseHeld(this.options.pool);
  }

  private follow(work: Promise<unknown>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  private contextOf(lane: string, workspaceId: number, connectionId: number): Promise<LaneContext> {
    const known = this.contexts.get(lane);
    if (known && known.until > performance.now()) return known.context;
    const context = this.options.contextOf(workspaceId, connectionId);
    this.contexts.set(lane, { context, until: performance.now() + CONTEXT_LASTS });
    context.catch(() => this.contexts.delete(lane));
    return context;
  }

  /** One claim at a time in a lane; the requests themselves run beside each other. */
  private run(workspaceId: number, connectionId: number): void {
    const lane = `${workspaceId}|${connectionId}`;
    if (this.stopped || this.busy.has(lane)) return;
    this.busy.add(lane);
    this.follow(
      this.drain(lane, workspaceId, connectionId)
        .catch(this.options.onError)
        .finally(() => this.busy.delete(lane)),
    );
  }

  private async drain(lane: string, workspaceId: number, connectionId: number): Promise<void> {
    const { pool, onError, now = Date.now, reach } = this.options;
    const context = await this.contextOf(lane, workspaceId, connectionId);
    for (;;) {
      const free = CONCURRENCY - (this.underway.get(lane) ?? 0);
      if (this.stopped || free <= 0) return;
      const prepare = (attempt: DueAttempt, step: Step, at: number) =>
        prepareStep(step, inputOf(attempt), context, at);
      const claimedAt = now();
      const taking = { workspaceId, connectionId, prepare, reach };
      const { claimed, taken } = await claimDue(pool, taking, free, claimedAt);
      if (taken === 0) return;
      for (const each of claimed) {
        this.underway.set(lane, (this.underway.get(lane) ?? 0) + 1);
        this.follow(
          sendAttempt(
            { pool, writer: this.writer, now, reach },
            workspaceId,
            each,
            claimedAt,
            context.account,
          )
            .catch(onError)
            .finally(() => {
              const left = (this.underway.get(lane) ?? 1) - 1;
              this.underway.set(lane, left);
              // A lane that was full goes on at once, before the next look.
              if (left === CONCURRENCY / 2) this.run(workspaceId, connectionId);
            }),
        );
      }
    }
  }
}

export const inputOf = (attempt: DueAttempt) => ({
  attemptId: attempt.id,
  recipient: attempt.recipient ?? "",
  country: attempt.country,
  values: { ...attempt.variables, campaign: attempt.campaignName, phone: attempt.recipient },
});
