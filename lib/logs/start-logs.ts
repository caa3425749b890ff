import "server-only";
import type { Pool } from "pg";
import type { HeldCode } from "@/lib/logs/held";
import { rewriteSome } from "@/lib/logs/history/rewrite";
import { type Claimed, dropArchivedRows } from "@/lib/logs/store";
import { endStuck, raiseStuck } from "@/lib/logs/stuck-alert";
import { LogWriter } from "@/lib/logs/writer";

const REWRITE_EVERY = 1000; // ms
const DROP_EVERY = 60_000; // ms

const tell = (pool: Pool, log: Claimed, held: HeldCode | null): Promise<void> =>
  held === null ? endStuck(pool, log.workspaceId, log.id) : raiseStuck(pool, log, held);

/** The worker's part: rows leave for their logs, periods are written again. */
export function startLogs(pool: Pool, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const writer = new LogWriter({ pool, onError, onState: (log, held) => tell(pool, log, held) }).start();
  let stopped = false;
  let droppedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    while (!stopped && (await rewriteSome(pool))) {}
    if (Date.now() - droppedAt < DROP_EVERY) return;
    droppedAt = Date.now();
    await dropArchivedRows(pool);
  };
  const next = () => {
    round = work()
      .catch(onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(next, REWRITE_EVERY);
      });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
      await writer.stop();
    },
  };
}
