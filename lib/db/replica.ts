import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool, QueryResult } from "pg";
import { closeWithDatabase, openPool, pool, prisma } from "@/lib/db/client";
import { PrismaClient } from "@/lib/db/generated/client";
import { type ReplicaState, ReplicaWatch } from "@/lib/db/replica-watch";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** Reading, statement by statement: each may be answered by another server. */
export type ReadPool = Pick<Pool, "query">;
export type ReadDb = Pick<PrismaClient, "$queryRaw" | "$queryRawUnsafe" | "message" | "flowPath">;

type Replica = { readonly watch: ReplicaWatch; readonly pool: Pool; readonly prisma: PrismaClient };

// As in lib/db/client: the server's bundle and Next's each load this module.
const holder = globalThis as { reachbackReplica?: Replica | undefined };

/**
 * What reports and exports read through: the replica where there is one and it keeps up, else the database
 * itself. Never for what is written, decided or sent after what was read.
 */
export const reportPool = (): ReadPool => replica()?.pool ?? pool();

/** As `reportPool`. */
export const reportDb = (): ReadDb => replica()?.prisma ?? prisma();

/** Null without a replica; asking begins watching it. */
export const replicaState = (): ReplicaState | null => replica()?.watch.state() ?? null;

function replica(): Replica | null {
  const { DATABASE_REPLICA_URL: url } = env();
  if (url === undefined) return null;
  holder.reachbackReplica ??= open(url);
  return holder.reachbackReplica;
}

function open(url: string): Replica {
  const watch = new ReplicaWatch({
    url,
    primary: pool(),
    maxLag: env().DATABASE_REPLICA_MAX_LAG * 1000,
    onChange: ({ usable, cause }) => {
      if (usable) log().info("reports and exports read from the replica");
      else log().warn({ cause }, "reports and exports read from the primary: the replica can't be used");
    },
  });
  const first = replicaFirst(url, watch);
  const client = new PrismaClient({ adapter: new PrismaPg(first) });
  closeWithDatabase(async () => {
    delete holder.reachbackReplica;
    await watch.close();
    await client.$disconnect();
    await first.end();
  });
  return { watch, pool: first, prisma: client };
}

type Query = (...query: unknown[]) => Promise<QueryResult>;

/** A pool of the replica whose queries go to the primary while it can't be used, or when it fails them. */
function replicaFirst(url: string, watch: ReplicaWatch): Pool {
  const opened = openPool(url, env().DATABASE_POOL, env().DATABASE_DIRECT_URL !== undefined);
  const ask = opened.query.bind(opened) as Query;
  const askPrimary: Query = (...query) => (pool().query as Query).apply(pool(), query);
  const query: Query = async (...query) => {
    if (!watch.state().usable) return askPrimary(...query);
    try {
      return await ask(...query);
    } catch (error) {
      const code = codeOf(error);
      if (code === QUERY_CANCELED) throw error; // too slow here is too slow there
      if (isAway(code)) watch.away((error as Error).message);
      // Also where the replica cancels a query that stands in the way of replaying, or lacks a new table yet.
      return askPrimary(...query);
    }
  };
  opened.query = query as Pool["query"];
  return opened;
}

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? "");

const QUERY_CANCELED = "57014";

/** The connection failed, or the server ends, starts, is full or refuses us; not the query. */
const isAway = (code: string): boolean => !/\d/.test(code) || /^(08|28|3D|53|57P)/.test(code);
