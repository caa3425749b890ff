import type { Pool } from "pg";
import { concurrencyOf } from "@/lib/domain/webhook-out/health";
import { type SendMoment, sendDelivery } from "@/lib/webhooks-out/dispatch/send-delivery";
import { claim, dueLanes, type Lane, openLane } from "@/lib/webhooks-out/dispatch/store";

/** Milliseconds between two looks for what is due. */
const LOOK_EVERY = 500;
/** Requests to one endpoint under way at once, in this process. */
const CONCURRENCY = 20;
/** Milliseconds after which a worker that took a delivery is held for dead; longer than any request. */
const LEASE = 30_000;

export type DispatchOptions = {
  readonly pool: Pool;
  readonly fetch: typeof globalThis.fetch;
  readonly onError: (error: unknown) => void;
  /** Told of each request's end: "delivered", "retry" or "failed", and its time. */
  readonly onTold?: (outcome: string, ms: number) => void;
  /** Milliseconds until a request is given up. */
  readonly within?: number;
  readonly lease?: number;
  /** Told of the named moments of a request. */
  readonly reach?: (moment: SendMoment) => void;
};

/**
 * Sends what is due, any number of processes beside each other. Every endpoint has a lane of its own: one
 * that is slow or broken delays nobody else's events.
 */
export class WebhookDispatcher {
  private readonly underway = new Map<string, number>();
  private readonly busy = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DispatchOptions) {}

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
    this.follow(
      dueLanes(this.options.pool)
        .then((lanes) => {
          for (const lane of lanes) this.run(lane);
        })
        .catch(this.options.onError)
        .finally(() => {
          if (!this.stopped) this.timer = setTimeout(() => this.look(), LOOK_EVERY);
        }),
    );
  }

  private follow(work: Promise<unknown>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }

  /** One claim at a time in a lane; the requests themselves run beside each other. */
  private run(lane: Lane): void {
    const key = keyOf(lane);
    if (this.stopped || this.busy.has(key)) return;
    this.busy.add(key);
    this.follow(
      this.drain(lane, key)
        .catch(this.options.onError)
        .finally(() => this.busy.delete(key)),
    );
  }

  private async drain(lane: Lane, key: string): Promise<void> {
    const { pool, onError, lease = LEASE, reach } = this.options;
    const endpoint = await openLane(pool, lane);
    if (!endpoint) return;
    const most = concurrencyOf(endpoint.failures, CONCURRENCY);
    const free = most - (this.underway.get(key) ?? 0);
    if (this.stopped || free <= 0) return;
    const due = await claim(pool, lane, free, lease);
    reach?.("claimed");
    for (const delivery of due) {
      this.underway.set(key, (this.underway.get(key) ?? 0) + 1);
      this.follow(
        sendDelivery(this.options, lane, endpoint, delivery)
          .catch(onError)
          .finally(() => this.release(lane, key)),
      );
    }
  }

  /** A lane goes on when half of it is free, before the next look. */
  private release(lane: Lane, key: string): void {
    const left = (this.underway.get(key) ?? 1) - 1;
    if (left === 0) this.underway.delete(key);
    else this.underway.set(key, left);
    if (left === 0 || left === CONCURRENCY / 2) this.run(lane);
  }
}

const keyOf = ({ workspaceId, endpointId }: Lane): string => `${workspaceId}|${endpointId}`;
