import "server-only";
import { pool } from "@/lib/db/client";
import type { IncomingStatus } from "@/lib/ingest/incoming";
import { storeStatuses } from "@/lib/ingest/store";

/** Past the numbers that processes take (WRITER_SLOT), so that the webhooks never wait for this writer. */
const SHARED_SLOT = 1024;

/** Stores statuses that do not come by webhook (registered messages), with the same fold and roll-ups. */
export const recordStatuses = (statuses: readonly IncomingStatus[]): Promise<number> =>
  storeStatuses(pool(), statuses, SHARED_SLOT);
