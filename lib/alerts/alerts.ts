import "server-only";
import type { z } from "zod";
import type { AlertPage, AlertView, listAlertsInput } from "@/lib/alerts/contract";
import { type AlertRow, acknowledgeRow, countOpenAlerts, findAlert, findAlerts } from "@/lib/alerts/store";
import { alertTranslator } from "@/lib/alerts/words";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { toPage } from "@/lib/contracts/page";
import { transaction } from "@/lib/db/transaction";
import { type AlertKind, type AlertParams, alertPath } from "@/lib/domain/alert/kinds";
import { AppError } from "@/lib/errors";

/** Newest first, in the reader's language. */
export async function listAlerts(
  ctx: Context,
  { state, cursor, limit }: z.output<typeof listAlertsInput>,
): Promise<AlertPage> {
  const rows = await findAlerts(ctx.workspaceId, { state, before: cursor, limit: limit + 1 });
  const view = await viewer(ctx);
  return toPage(rows, limit, view);
}

/** For the bell. */
export const countOpen = async (ctx: Context): Promise<{ open: number }> => ({
  open: await countOpenAlerts(ctx.workspaceId),
});

/** Somebody has seen it; it goes on until its cause is gone. @throws AppError forbidden, not_found */
export async function acknowledgeAlert(ctx: Context, { id }: { id: number }): Promise<AlertView> {
  requireRole(ctx, "operator");
  const row = await transaction(async (db) => {
    if (await acknowledgeRow(db, ctx.workspaceId, id, ctx.actor.label))
      await audit(ctx, "alert.acknowledged", String(id), undefined, db);
    return findAlert(db, ctx.workspaceId, id);
  });
  if (!row) throw new AppError("not_found", "There is no such alert in this workspace.");
  return (await viewer(ctx))(row);
}

async function viewer(ctx: Pick<Context, "locale">): Promise<(row: AlertRow) => AlertView> {
  const words = await alertTranslator(ctx.locale);
  return (row) => {
    const kind = row.kind as AlertKind;
    const params = row.params as AlertParams;
    return {
      id: String(row.id),
      kind,
      key: row.key,
      ...words({ kind, params }),
      path: alertPath(kind, params),
      params,
      openedAt: row.openedAt.toISOString(),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
      acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
      acknowledgedBy: row.acknowledgedBy,
    };
  };
}
