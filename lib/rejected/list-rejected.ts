import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { reportPool } from "@/lib/db/replica";
import type { RejectedFilter, RejectedPage, rejectedListInput } from "@/lib/rejected/definition";
import { itemOf } from "@/lib/rejected/item";
import { findRejected, type Key, type RejectedRow } from "@/lib/rejected/store";
import { whereOf } from "@/lib/rejected/where";

/** Rejected messages, newest first. */
export async function listRejected(
  ctx: Context,
  { cursor, limit, ...filter }: z.output<typeof rejectedListInput>,
): Promise<RejectedPage> {
  const { items, older } = await rejectedPageAt(ctx, filter, { older: cursor }, limit);
  return { items, nextCursor: older };
}

/** A page for reading back and forth: what is older than a place, or the nearest that is newer. */
export async function rejectedPageAt(
  ctx: Context,
  filter: RejectedFilter,
  place: { older?: string; newer?: string },
  limit: number,
): Promise<{ items: RejectedPage["items"]; older: string | null; newer: string | null }> {
  const where = await whereOf(ctx, filter);
  const back = place.newer !== undefined;
  const start = place.newer ?? place.older;
  const from = start === undefined ? null : keyOf(start);
  const rows = await findRejected(
    ctx.workspaceId,
    where,
    from,
    limit + 1,
    back ? "newer" : "older",
    reportPool(),
  );
  const shown = rows.slice(0, limit);
  const more = rows.length > limit;
  if (back) shown.reverse();
  const older = back || more ? cursorOf(shown.at(-1)) : null;
  const newer = back ? (more ? cursorOf(shown[0]) : null) : from && cursorOf(shown[0]);
  return { items: shown.map((row) => itemOf(ctx, row)), older, newer };
}

const cursorOf = (row: RejectedRow | undefined): string | null =>
  row ? `${row.rejectedAt.getTime()}_${row.id}` : null;

function keyOf(cursor: string): Key {
  const [time = "", id = ""] = cursor.split("_");
  return { rejectedAt: new Date(Number(time)), id };
}
