import "server-only";
import { pool } from "@/lib/db/client";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";

/** Past the numbers that processes take (WRITER_SLOT), so that the webhooks never wait for these writers. */
const FIRST_SHARED_SLOT = 1024;
/** Writers of one slot wait for each other; those for different campaigns hardly ever shall. */
const SHARED_SLOTS = 30_000;

/** Stores a campaign's statuses that do not come by webhook (registered messages), with the same fold and roll-ups. */
export const recordStatuses = (statuses: readonly IncomingStatus[]): Promise<void> =>
  storeStatuses(pool(), statuses, FIRST_SHARED_SLOT + ((statuses[0]?.campaignId ?? 0) % SHARED_SLOTS));
