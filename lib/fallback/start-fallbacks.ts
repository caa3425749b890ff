import type { Pool } from "pg";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { laneContext } from "@/lib/fallback/dispatch/lane-context";
import { Settler } from "@/lib/fallback/sweep/settle";
import { sweep } from "@/lib/fallback/sweep/sweep";

/** Milliseconds between two rounds of the sweep. */
const SWEEP_EVERY = 1000;

/** The worker's part: sends what is due, and brings about what time brings about. */
export function startFallbacks(pool: Pool, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const dispatcher = new Dispatcher({ pool, contextOf: laneContext, onError }).start();
  const settler = new Settler({ pool, contextOf: laneContext, onError });
  let round: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = () => {
    round = sweep(pool, Date.now(), settler)
      .catch(onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(next, SWEEP_EVERY);
      });
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
      await settler.stop();
      await dispatcher.stop();
    },
  };
}
