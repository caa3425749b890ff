import "server-only";
import type { Context } from "@/lib/auth/context";
import type { RejectedFilter } from "@/lib/rejected/definition";
import { findRejected } from "@/lib/rejected/store";
import { whereOf } from "@/lib/rejected/where";

/** Ids of the rejected messages that a filter finds, newest first, at most `limit`. */
export async function rejectedIds(ctx: Context, filter: RejectedFilter, limit: number): Promise<string[]> {
  const rows = await findRejected(ctx.workspaceId, await whereOf(ctx, filter), null, limit);
  return rows.map(({ id }) => id);
}
