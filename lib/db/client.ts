import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";

type Shared = { pool?: Pool; prisma?: PrismaClient };

// One pool a process: the server's bundle and Next's own bundles each load this module, and only
// globalThis is common to them.
const holder = globalThis as { reachbackDb?: Shared };
holder.reachbackDb ??= {};
const shared = holder.reachbackDb;

/** Connections for everything but the webhooks (which have their own, see lib/ingest). */
export function pool(): Pool {
  shared.pool ??= new Pool({
    connectionString: env().DATABASE_URL,
    max: env().DATABASE_POOL,
    connectionTimeoutMillis: 5000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 10_000,
    application_name: "reachback",
  });
  // A connection that dies while idle must not end the process; the next query gets a new one.
  if (shared.pool.listenerCount("error") === 0) shared.pool.on("error", () => {});
  return shared.pool;
}

/** The only PrismaClient. */
export function prisma(): PrismaClient {
  shared.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool()) });
  return shared.prisma;
}

export async function closeDatabase(): Promise<void> {
  await shared.prisma?.$disconnect();
  if (shared.pool && !shared.pool.ended) await shared.pool.end();
  delete shared.prisma;
  delete shared.pool;
}
