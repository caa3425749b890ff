import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { LogList, LogView } from "@/lib/logs/contract";
import { findAccounts } from "@/lib/logs/google/store";
import {
  countWaiting,
  findFlowVariables,
  findLastRewrites,
  findLog,
  findLogs,
  type LogRecord,
} from "@/lib/logs/manage/store";
import { requireLog, viewLog } from "@/lib/logs/manage/view";

const MAX_WAITING = 100_000;

/** All logs that are not archived. They are few: people made them. */
export async function listLogs(ctx: Context): Promise<LogList> {
  requireRole(ctx, "operator");
  const [logs, variables] = await Promise.all([
    findLogs(ctx.workspaceId),
    findFlowVariables(ctx.workspaceId),
  ]);
  return { items: await viewsOf(ctx, logs), variables };
}

/** @throws AppError not_found */
export async function getLog(ctx: Context, { id }: { id: number }): Promise<LogView> {
  requireRole(ctx, "operator");
  const [view] = await viewsOf(ctx, [requireLog(await findLog(ctx.workspaceId, id))]);
  return requireLog(view ?? null);
}

async function viewsOf({ workspaceId }: Context, logs: readonly LogRecord[]): Promise<LogView[]> {
  const [waiting, rewrites, accounts] = await Promise.all([
    countWaiting(workspaceId, MAX_WAITING),
    findLastRewrites(workspaceId),
    findAccounts(workspaceId),
  ]);
  const emails = new Map(accounts.map(({ id, email }) => [id, email]));
  return logs.map((log) =>
    viewLog(log, { waiting: waiting.get(log.id) ?? 0, rewrite: rewrites.get(log.id) ?? null, emails }),
  );
}
