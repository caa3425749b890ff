import "server-only";
import type { Context } from "@/lib/auth/context";
import { AppError } from "@/lib/errors";
import type { AttemptWithLog } from "@/lib/fallback/attempts/contract";
import { type AttemptFilter, findAttemptLogs, findAttempts } from "@/lib/fallback/attempts/store";
import { viewAttempt, viewLog } from "@/lib/fallback/attempts/view";

/** Attempts for one message; a rule has few steps and repeats by hand are rare. */
const MOST = 100;

/** An attempt with its timeline. @throws AppError not_found */
export async function getAttempt(ctx: Context, { id }: { readonly id: string }): Promise<AttemptWithLog> {
  const [attempt] = await withLogs(ctx, { id });
  if (!attempt) throw new AppError("not_found", "There is no such attempt in this workspace.");
  return attempt;
}

/** All that was tried for one message, in the order in which it was planned, with timelines. */
export async function attemptsOfMessage(
  ctx: Context,
  { id }: { readonly id: bigint },
): Promise<{ items: AttemptWithLog[] }> {
  return { items: (await withLogs(ctx, { messageId: id })).reverse() };
}

async function withLogs(ctx: Context, filter: AttemptFilter): Promise<AttemptWithLog[]> {
  const rows = await findAttempts(ctx.workspaceId, filter, null, MOST);
  const logs = await findAttemptLogs(
    ctx.workspaceId,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...viewAttempt(ctx, row),
    log: logs.filter(({ attemptId }) => attemptId === row.id).map((entry) => viewLog(ctx, entry)),
  }));
}
