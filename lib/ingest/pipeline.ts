import { Pool } from "pg";
import { inTransaction, withRetry } from "@/lib/db/in-transaction";
import type { CampaignId } from "@/lib/domain/ids";
import { campaignOfTag } from "@/lib/domain/message/status-event";
import { Planner } from "@/lib/fallback/plan/planner";
import { FlowDirectory } from "@/lib/flows/engine/directory";
import type { Consequences } from "@/lib/ingest/batch";
import { CampaignDirectory } from "@/lib/ingest/campaign-directory";
import { ConnectionDirectory, type LoadConnections } from "@/lib/ingest/connection-directory";
import { Counters } from "@/lib/ingest/counters";
import { type Entry, GroupCommit } from "@/lib/ingest/group-commit";
import { CAMPAIGN_SOURCE, type IncomingStatus } from "@/lib/ingest/incoming";
import { PipelinedConnection, type Queryable } from "@/lib/ingest/pipelined-connection";
import type { Receiver } from "@/lib/ingest/receive-webhook";
import { storeStatuses } from "@/lib/ingest/store";
import { claimWriterSlot } from "@/lib/ingest/writer-slot";

/** Milliseconds: the whole answer, 503 included, must be out within two seconds. */
const CONNECT_WITHIN = 1500;

export type Pipeline = Receiver & {
  /** Rules of automatic campaigns, as the ingest knows them. */
  readonly planner: Planner;
  /** Published flows, as the ingest knows them. */
  readonly flows: FlowDirectory;
  /** Milliseconds that the oldest uncommitted status has waited. */
  oldestAge(): number;
  /** Commits what waits, writes the counters and closes the connections. */
  close(): Promise<void>;
};

type Options = {
  readonly databaseUrl: string;
  readonly load: LoadConnections;
  /** Fixed writer number, or undefined to take a free one from the database. */
  readonly slot: number | undefined;
  readonly onError: (error: unknown) => void;
  readonly onBatch?: (statuses: number, milliseconds: number) => void;
  readonly now?: () => number;
};

/** All that a process needs to take webhooks, with connections to the database of its own. */
export function openPipeline({
  databaseUrl,
  load,
  slot,
  onError,
  onBatch,
  now = Date.now,
}: Options): Pipeline {
  const session = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_WITHIN,
    query_timeout: 5000, // a dead network must not hold the queue for ever
    statement_timeout: 4000,
    keepAlive: true,
    application_name: "reachback-ingest",
    // One plan for all batch sizes: planning this statement costs more than running it.
    options: "-c plan_cache_mode=force_generic_plan -c TimeZone=UTC",
  };
  const batches = new PipelinedConnection(session, onError);
  // Batches with unseen tags, numbers for their ways, the directories, the counters.
  const pool = new Pool({ ...session, max: 4 });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError)); // while it is held, between two queries
  const campaigns = new CampaignDirectory();
  const connections = new ConnectionDirectory(pool, load, onError);
  const counters = new Counters(pool, onError);
  const planner = new Planner(pool, onError);
  const flows = new FlowDirectory(pool, onError);
  const writer = claimWriterSlot(databaseUrl, slot, onError);
  // The first batch of a process plans as the others do, under a number of its own; what fails here, the planner
  // loads a moment later.
  const known = Promise.all([planner.reload().catch(onError), writer.settled]);
  const group = new GroupCommit({
    store: async (entries) => {
      await known;
      await storeEntries({ pool, batches }, campaigns, entries, writer.slot(), { planner, flows });
    },
    onBatch,
    onFailure: onError,
  });
  return {
    pool,
    connections,
    campaigns,
    counters,
    planner,
    flows,
    now,
    commit: (entry) => group.add(entry),
    oldestAge: () => group.oldestAge(),
    close: async () => {
      connections.close();
      planner.close();
      flows.close();
      await known;
      await group.drain();
      await counters.close();
      await writer.release();
      await batches.close();
      await pool.end();
    },
  };
}

/** One transaction for all entries; with unseen tags their campaigns are made in it first. */
async function storeEntries(
  { pool, batches }: { readonly pool: Pool; readonly batches: Queryable },
  campaigns: CampaignDirectory,
  entries: readonly Entry[],
  slot: number,
  consequences: Consequences,
): Promise<void> {
  const statuses: IncomingStatus[] = [];
  const unseen: { readonly workspaceId: number; readonly tag: string }[] = [];
  for (const { statuses: own, prepare } of entries) {
    for (const status of own) statuses.push(status);
    if (prepare) for (const tag of prepare.tags) unseen.push({ workspaceId: prepare.workspaceId, tag });
  }
  if (unseen.length === 0) {
    await withRetry(() => storeStatuses(batches, statuses, slot, consequences));
    return;
  }
  const made = await withRetry(() =>
    inTransaction(pool, async (client) => {
      const found = await campaigns.ensure(client, unseen);
      const byTag = new Map(found.map(({ workspaceId, tag, id }) => [`${workspaceId}|${tag}`, id]));
      await storeStatuses(
        client,
        statuses.map((status) => attributed(status, byTag)),
        slot,
        consequences,
      );
      return found;
    }),
  );
  campaigns.learn(made);
}

/** A status whose tag was unseen when it came in gets the campaign that was just made. */
function attributed(status: IncomingStatus, byTag: ReadonlyMap<string, CampaignId>): IncomingStatus {
  if (status.campaignSource !== CAMPAIGN_SOURCE.tag || status.tag === undefined) return status;
  const made = byTag.get(`${status.workspaceId}|${campaignOfTag(status.tag)}`);
  return made === undefined ? status : { ...status, campaignId: made };
}
