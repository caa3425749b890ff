import type { Pool } from "pg";
import { removeOldTries, removeSomeDeliveries } from "@/lib/webhooks-out/retention-store";

/** Deliveries in one statement: short enough to hold up nobody. */
const CHUNK = 5000;

/** Removes deliveries that are no use to anybody any more, with their requests. */
export async function removeOldDeliveries(pool: Pool): Promise<void> {
  while ((await removeSomeDeliveries(pool, CHUNK)) === CHUNK) {}
  while ((await removeOldTries(pool, CHUNK)) === CHUNK) {}
}
