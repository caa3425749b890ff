import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { ConnectionCounters } from "@/lib/connections/contract";
import { requireConnection } from "@/lib/connections/require-connection";
import { findConnection, findCounters, findMalformed, findMalformedBody } from "@/lib/connections/store";
import { countersOf } from "@/lib/connections/view";
import { AppError } from "@/lib/errors";

export type ConnectionHealth = {
  lastReceivedAt: string | null;
  counters: ConnectionCounters;
  /** Each cause with its last occurrence, grouped by kind, the most frequent first. */
  causes: { kind: string; reason: string; n: number; lastAt: string; lastDetail: string | null }[];
  /** The newest requests that could not be read. */
  malformed: { id: string; receivedAt: string; cause: string; bytes: number }[];
};

/** What arrived at a connection and what became of it. @throws AppError not_found */
export async function connectionHealth(ctx: Context, { id }: { id: number }): Promise<ConnectionHealth> {
  const row = requireConnection(await findConnection(ctx.workspaceId, id));
  const [counters, malformed] = await Promise.all([
    findCounters(ctx.workspaceId, id),
    findMalformed(ctx.workspaceId, id),
  ]);
  const causes = counters.map(({ kind, reason, n, lastAt, lastDetail }) => ({
    kind,
    reason,
    n: Number(n),
    lastAt: lastAt.toISOString(),
    lastDetail,
  }));
  return {
    lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
    counters: countersOf(causes),
    causes,
    malformed: malformed.map((request) => ({
      id: String(request.id),
      receivedAt: request.receivedAt.toISOString(),
      cause: request.cause,
      bytes: request.bytes,
    })),
  };
}

/**
 * The bytes of a request that could not be read. They may hold numbers, so viewers don't get them.
 * @throws AppError forbidden, not_found
 */
export async function malformedBody(
  ctx: Context,
  { id, requestId }: { id: number; requestId: bigint },
): Promise<Uint8Array> {
  requireRole(ctx, "operator");
  const row = await findMalformedBody(ctx.workspaceId, id, requestId);
  if (!row) throw new AppError("not_found", "There is no such request; only the newest are kept.");
  return row.body;
}
