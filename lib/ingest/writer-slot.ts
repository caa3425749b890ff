import { Client } from "pg";

/** First key of the advisory locks that hold writers' numbers. */
const LOCK = 7_224_002;
/** Numbers to choose from; writers beyond them share the last one, which is slower and still right. */
const SLOTS = 64;

export type WriterSlot = {
  slot(): number;
  /** Resolves when the number is settled, also when none could be claimed. */
  readonly settled: Promise<void>;
  release(): Promise<void>;
};

/**
 * The process's number as a writer of roll-ups: two writers with the same number wait for each other's
 * batches. The first free one is held by a session lock; it is an optimisation only, so losing the session
 * (or having no session at all, behind a transaction pooler) costs speed, never a count.
 */
export function claimWriterSlot(
  databaseUrl: string,
  fixed: number | undefined,
  onError: (error: unknown) => void,
): WriterSlot {
  if (fixed !== undefined) return { slot: () => fixed, settled: Promise.resolve(), release: async () => {} };
  let held = 0;
  const client = new Client({
    connectionString: databaseUrl,
    application_name: "reachback-slot",
    keepAlive: true,
  });
  client.on("error", onError);
  const claimed = claim(client)
    .then((slot) => {
      held = slot;
    })
    .catch(onError);
  return {
    slot: () => held,
    settled: claimed,
    release: async () => {
      await claimed;
      await client.end().catch(() => {});
    },
  };
}

async function claim(client: Client): Promise<number> {
  await client.connect();
  for (let slot = 0; slot < SLOTS; slot++) {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1, $2) AS free", [LOCK, slot]);
    if (rows[0].free) return slot;
  }
  return SLOTS - 1;
}
