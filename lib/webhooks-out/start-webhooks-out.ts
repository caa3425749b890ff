import type { Pool } from "pg";
import { outboundFetch } from "@/lib/http/outbound";
import { WebhookDispatcher } from "@/lib/webhooks-out/dispatch/dispatcher";
import { LogReader } from "@/lib/webhooks-out/read-log/log-reader";

/** Milliseconds between two rounds of reading the event log. */
const READ_EVERY = 1000;

type Hooks = {
  readonly onError: (error: unknown) => void;
  readonly onTold: (outcome: string, ms: number) => void;
};

/** The worker's part: writes statuses into the outbox, and sends what is due. */
export function startWebhooksOut(pool: Pool, { onError, onTold }: Hooks): { stop(): Promise<void> } {
  const dispatcher = new WebhookDispatcher({ pool, fetch: outboundFetch, onError, onTold }).start();
  const reader = new LogReader(pool);
  let round: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = () => {
    round = reader
      .read(Date.now())
      .catch(onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(next, READ_EVERY);
      });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
      await dispatcher.stop();
    },
  };
}
