import "server-only";
import { loadConnectionsForIngest } from "@/lib/connections/ingest";
import { env } from "@/lib/env";
import { openPipeline, type Pipeline } from "@/lib/ingest/pipeline";
import { log } from "@/lib/log";

// The listener's bundle and Next's are loaded apart; what a process must have once lives on globalThis.
const holder = globalThis as { reachbackPipeline?: Pipeline };

/** The process's one way into the database for statuses; opened at first use. */
export function processPipeline(onBatch?: (statuses: number, milliseconds: number) => void): Pipeline {
  holder.reachbackPipeline ??= openPipeline({
    // Prepared statements and the writer's number belong to a session; few connections, always busy.
    databaseUrl: env().DATABASE_DIRECT_URL ?? env().DATABASE_URL ?? "",
    load: loadConnectionsForIngest,
    slot: env().WRITER_SLOT,
    onError: (err) => log().error({ err }, "ingest failure"),
    onBatch,
  });
  return holder.reachbackPipeline;
}

export async function closeProcessPipeline(): Promise<void> {
  const pipeline = holder.reachbackPipeline;
  delete holder.reachbackPipeline;
  await pipeline?.close();
}
