import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import { readMark, writeMark } from "@/lib/db/reading-mark";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { codesSince, forgetRemovals, suppressRejectedFor } from "@/lib/suppression/opted-out-store";

/** Key of the time up to which rejections were looked at. */
const MARK = "suppression.opted_out";
/**
 * Milliseconds before the last look that are looked at again: writers commit in any order, and their clocks differ.
 * Nobody is put on the list twice for the same message.
 */
const OVERLAP = 30_000;
/** What the first look goes back, in milliseconds. */
const FIRST_LOOK = 86_400_000;
/** Days for which it is kept who was taken off: providers try to deliver for 30 at most. */
const REMOVALS_KEPT = 90;

/**
 * Who said stop on WhatsApp goes on the suppression list by itself, whatever the campaign's mode. Read from the log
 * of events, apart from the ingest, which pays nothing for it. Only rejections that are still the message's state
 * count: a delivery corrects them.
 */
export const suppressOptedOut = (pool: Pool, now: number): Promise<void> =>
  inTransaction(pool, async (client) => {
    const from = ((await readMark(client, MARK)) ?? now - FIRST_LOOK) - OVERLAP;
    const codes = (await codesSince(client, from)).filter(
      ({ provider, code }) => reasonClassOf(provider, "whatsapp", code) === "opted_out",
    );
    if (codes.length > 0) await suppressRejectedFor(client, codes, from);
    await writeMark(client, MARK, now);
  });

export const forgetOldRemovals = (pool: Pool): Promise<void> => forgetRemovals(pool, REMOVALS_KEPT);
