import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";

type Shared = { pool?: Pool; prisma?: PrismaClient; direct?: Pool; others?: (() => Promise<void>)[] };

// One pool a process: the server's bundle and Next's own bundles each load this module, and only
// globalThis is common to them.
const holder = globalThis as { reachbackDb?: Shared };
holder.reachbackDb ??= {};
const shared = holder.reachbackDb;

/** Milliseconds; as patient as the pool: a busy machine must not make a process that starts give up. */
const TRANSACTION = { maxWait: 5000, timeout: 10_000 };

/** Connections for everything but the webhooks (which have their own, see lib/ingest). */
export function pool(): Pool {
  shared.pool ??= openPool(env().DATABASE_URL, env().DATABASE_POOL, env().DATABASE_DIRECT_URL !== undefined);
  return shared.pool;
}

/**
 * Connections whose session is ours from one transaction to the next, for what holds locks across several.
 * Behind a pooler they go around it.
 */
export function directPool(): Pool {
  if (env().DATABASE_DIRECT_URL === undefined) return pool();
  shared.direct ??= openPool(env().DATABASE_DIRECT_URL, env().DATABASE_POOL, false);
  return shared.direct;
}

/** @param pooled - through a pooler, which refuses settings at the start of a connection; there it makes them itself */
export function openPool(connectionString: string | undefined, max: number, pooled: boolean): Pool {
  const opened = new Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5000,
    application_name: "reachback",
    ...(!pooled && { statement_timeout: 15_000, idle_in_transaction_session_timeout: 10_000 }),
  });
  // A connection that dies while idle must not end the process; the next query gets a new one.
  opened.on("error", () => {});
  // Nor one that dies while somebody holds it between two queries; the holder's next query fails.
  opened.on("connect", (client) => client.on("error", () => {}));
  return opened;
}

/** The only PrismaClient. */
export function prisma(): PrismaClient {
  shared.prisma ??= new PrismaClient({ adapter: new PrismaPg(pool()), transactionOptions: TRANSACTION });
  return shared.prisma;
}

/** What else of the database a process has open ends with it. */
export function closeWithDatabase(close: () => Promise<void>): void {
  shared.others = [...(shared.others ?? []), close];
}

export async function closeDatabase(): Promise<void> {
  for (const close of shared.others ?? []) await close();
  await shared.prisma?.$disconnect();
  for (const opened of [shared.pool, shared.direct]) if (opened && !opened.ended) await opened.end();
  delete shared.others;
  delete shared.prisma;
  delete shared.pool;
  delete shared.direct;
}
