import type { Pool, PoolClient } from "pg";

/** Deadlock and serialization failure: the same statement succeeds when repeated. */
const isTransient = (error: unknown): boolean => /^40/.test(String((error as { code?: unknown }).code ?? ""));

/** Runs `work`, once more after a transient failure. */
export async function withRetry<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTransient(error)) throw error;
    return work();
  }
}

/** Runs `work` in a transaction on its own connection. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // The connection's state is unknown: don't give it back to the pool.
    client.release(true);
    throw error;
  }
}
