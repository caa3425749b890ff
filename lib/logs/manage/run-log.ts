import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { LogView } from "@/lib/logs/contract";
import { getLog } from "@/lib/logs/manage/list-logs";
import {
  deleteWaiting,
  flowsWriting,
  insertRewrite,
  lockLog,
  setReady,
  updateLog,
} from "@/lib/logs/manage/store";
import { requireLog } from "@/lib/logs/manage/view";
import { endStuck } from "@/lib/logs/stuck-alert";

/** A held log goes on: what it waited for was mended, and tabs that are gone are made anew. */
export async function resumeLog(ctx: Context, { id }: { id: number }): Promise<LogView> {
  requireRole(ctx, "operator");
  await transaction(async (db) => {
    const log = requireLog(await lockLog(db, ctx.workspaceId, id));
    await setReady(db, ctx.workspaceId, id);
    await audit(ctx, "log.resumed", log.name, log.heldWhy ? { heldWhy: log.heldWhy } : undefined, db);
  });
  await endStuck(pool(), ctx.workspaceId, id);
  return getLog(ctx, { id });
}

/** Fills a tab of its own with the statuses of a period, from what was received: for a sheet that was lost. */
export async function rewriteLog(
  ctx: Context,
  { id, from, until }: { id: number; from: Date; until: Date },
): Promise<LogView> {
  requireRole(ctx, "operator");
  const { rewriting } = await getLog(ctx, { id });
  if (from >= until) {
    const message = "The end must be after the beginning.";
    throw new AppError("invalid_input", message, { problems: [{ path: "until", message }] });
  }
  if (rewriting)
    throw new AppError("conflict", "A period is being written again already. Wait until it is done.");
  await transaction(async (db) => {
    const log = requireLog(await lockLog(db, ctx.workspaceId, id));
    await insertRewrite(db, ctx.workspaceId, { logId: id, from, until, createdBy: ctx.actor.label });
    const detail = { from: from.toISOString(), until: until.toISOString() };
    await audit(ctx, "log.rewritten", log.name, detail, db);
  });
  return getLog(ctx, { id });
}

/** Refused while a published flow writes to it. Rows that wait are dropped. @throws AppError conflict */
export async function archiveLog(ctx: Context, { id }: { id: number }, now = new Date()): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    const log = requireLog(await lockLog(db, ctx.workspaceId, id));
    const flows = await flowsWriting(db, ctx.workspaceId, id);
    if (flows.length > 0)
      throw new AppError("conflict", `The flow “${flows[0]}” writes to this log. Change its log step first.`);
    await updateLog(db, ctx.workspaceId, id, { archivedAt: now });
    await deleteWaiting(db, ctx.workspaceId, id);
    await audit(ctx, "log.archived", log.name, undefined, db);
  });
  await endStuck(pool(), ctx.workspaceId, id);
}
