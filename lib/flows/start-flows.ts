import type { Pool } from "pg";
import type { WorkspaceId } from "@/lib/domain/ids";
import { env } from "@/lib/env";
import { FlowRunner } from "@/lib/flows/engine/runner";
import { ensureDefaultFlows } from "@/lib/flows/engine/store";
import { outboundFetch } from "@/lib/http/outbound";
import { claimWriterSlot } from "@/lib/ingest/writer-slot";
import { namedSecret } from "@/lib/named-secrets/open-secret";

/** The worker's part: takes on what waits, goes out or loops. */
export function startFlows(pool: Pool, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const writer = claimWriterSlot(env().DATABASE_URL ?? "", env().WRITER_SLOT, onError);
  const world = {
    fetch: outboundFetch,
    secretOf: (workspaceId: number, name: string) => namedSecret(workspaceId as WorkspaceId, name),
    timeZoneDb: "https://api.timezonedb.com",
  };
  void ensureDefaultFlows(pool).catch(onError);
  const runner = new FlowRunner({ pool, world, slot: writer.slot, onError }).start();
  return {
    stop: async () => {
      await runner.stop();
      await writer.release();
    },
  };
}
