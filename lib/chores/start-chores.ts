import type { Pool } from "pg";
import { removeExpired } from "@/lib/chores/retention";
import { ensureEventPartitions, removeExpiredThrottles } from "@/lib/chores/store";
import { foldFallbacks } from "@/lib/fallback/rollup/fold";
import { forgetOldRemovals, suppressOptedOut } from "@/lib/suppression/suppress-opted-out";
import { removeOldDeliveries } from "@/lib/webhooks-out/retention";

type Chore = { readonly name: string; readonly every: number; run(pool: Pool): Promise<void> };

const HOUR = 3_600_000;

const CHORES: readonly Chore[] = [
  { name: "partitions", every: 12 * HOUR, run: ensureEventPartitions },
  { name: "throttles", every: HOUR, run: removeExpiredThrottles },
  { name: "retention", every: 6 * HOUR, run: removeExpired },
  { name: "webhook deliveries", every: HOUR, run: removeOldDeliveries },
  { name: "suppression removals", every: HOUR, run: forgetOldRemovals },
  { name: "fallback roll-ups", every: 2000, run: (pool) => foldFallbacks(pool, Date.now()) },
  { name: "opt-outs", every: 5000, run: (pool) => suppressOptedOut(pool, Date.now()) },
];

/**
 * Runs each chore now and then. Any number of processes may: a chore takes an advisory lock of its own
 * for as long as it runs, and who does not get it leaves it to the other.
 */
export function startChores(pool: Pool, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const running = new Set<Promise<void>>();
  const once = (chore: Chore) => {
    const run = withChoreLock(pool, chore).catch(onError);
    running.add(run);
    void run.finally(() => running.delete(run));
  };
  const timers = CHORES.map((chore) => {
    once(chore);
    return setInterval(() => once(chore), chore.every).unref();
  });
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
}

async function withChoreLock(pool: Pool, chore: Chore): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtext($1)) AS free", [
      `chore:${chore.name}`,
    ]);
    if (!rows[0].free) return;
    await chore
      .run(pool)
      .finally(() => client.query("SELECT pg_advisory_unlock(hashtext($1))", [`chore:${chore.name}`]));
  } finally {
    client.release();
  }
}
