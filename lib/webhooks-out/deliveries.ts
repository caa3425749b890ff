import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { toPage } from "@/lib/contracts/page";
import { transaction } from "@/lib/db/transaction";
import { webhookBody } from "@/lib/domain/webhook-out/events";
import { AppError } from "@/lib/errors";
import type { DeliveryDetail, DeliveryPage, listDeliveriesInput } from "@/lib/webhooks-out/contract";
import {
  findDeliveries,
  findDelivery,
  findEndpoints,
  findTries,
  findWorkspaceLocale,
  insertTestEvent,
  lockEndpoint,
  replayRows,
} from "@/lib/webhooks-out/store";
import { toldData } from "@/lib/webhooks-out/told-data";
import { requireDelivery, requireEndpoint, viewDelivery } from "@/lib/webhooks-out/view";

type DeliveryId = { readonly id: number; readonly deliveryId: bigint };

/** The delivery log, newest first. @throws AppError forbidden, not_found */
export async function listDeliveries(
  ctx: Context,
  { id, state, cursor, limit }: z.output<typeof listDeliveriesInput>,
): Promise<DeliveryPage> {
  requireRole(ctx, "operator");
  requireEndpoint((await findEndpoints(ctx.workspaceId, id))[0]);
  const rows = await findDeliveries(ctx.workspaceId, id, { state, before: cursor, limit: limit + 1 });
  return toPage(rows, limit, viewDelivery);
}

/** What was sent and what came back, request by request. @throws AppError forbidden, not_found */
export async function getDelivery(ctx: Context, { id, deliveryId }: DeliveryId): Promise<DeliveryDetail> {
  requireRole(ctx, "operator");
  const row = requireDelivery(await findDelivery(ctx.workspaceId, id, deliveryId));
  const [tries, locale] = await Promise.all([
    findTries(ctx.workspaceId, deliveryId),
    findWorkspaceLocale(ctx.workspaceId),
  ]);
  return {
    ...viewDelivery(row),
    body: webhookBody(row.type, row.occurredAt.getTime(), await toldData(row.type, row.data, locale)),
    requests: tries.map(({ at, error, ...one }) => ({
      ...one,
      at: at.toISOString(),
      error: error as DeliveryDetail["requests"][number]["error"],
    })),
  };
}

/** Sends one delivery again, whatever became of it. @throws AppError forbidden, not_found, conflict */
export async function replayDelivery(
  ctx: Context,
  { id, deliveryId }: DeliveryId,
): Promise<{ replayed: number }> {
  requireRole(ctx, "admin");
  return transaction(async (db) => {
    const { name } = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    const row = requireDelivery(await findDelivery(ctx.workspaceId, id, deliveryId));
    const replayed = await replayRows(db, ctx.workspaceId, id, { deliveryId });
    if (replayed === 0)
      throw new AppError("conflict", "This delivery has not ended yet; it is tried again by itself.");
    await audit(ctx, "webhook_endpoint.replayed", name, { event: row.eventId }, db);
    return { replayed };
  });
}

/** Sends all that was given up since a time again. @throws AppError forbidden, not_found */
export async function replayFailed(
  ctx: Context,
  { id, since }: { id: number; since: Date },
): Promise<{ replayed: number }> {
  requireRole(ctx, "admin");
  return transaction(async (db) => {
    const { name } = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    const replayed = await replayRows(db, ctx.workspaceId, id, { since });
    await audit(ctx, "webhook_endpoint.replayed", name, { since: since.toISOString(), replayed }, db);
    return { replayed };
  });
}

/** An event that says it is a test, to this endpoint alone. @throws AppError forbidden, not_found, conflict */
export async function sendTestEvent(ctx: Context, { id }: { id: number }): Promise<{ eventId: string }> {
  requireRole(ctx, "admin");
  const eventId = `evt_test_${randomUUID().replaceAll("-", "")}`;
  return transaction(async (db) => {
    const { name, pausedAt } = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    if (pausedAt)
      throw new AppError("conflict", "This endpoint is paused. Let it go on first, then test it.");
    const data = { message: "This is a test event of Reachback.", endpoint: name, sentBy: ctx.actor.label };
    await insertTestEvent(db, ctx.workspaceId, id, eventId, data);
    await audit(ctx, "webhook_endpoint.tested", name, undefined, db);
    return { eventId };
  });
}
