import "server-only";
import { cache } from "react";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { type Db, transaction } from "@/lib/db/transaction";
import { HOUR } from "@/lib/domain/time";
import { requirePublicAddress } from "@/lib/webhooks-out/address";
import {
  type createEndpointInput,
  type EndpointView,
  endpointIdInput,
  type rotateSecretInput,
  type updateEndpointInput,
} from "@/lib/webhooks-out/contract";
import { newSecret, openSecrets, rotated, sealSecrets } from "@/lib/webhooks-out/secrets";
import {
  deleteEndpoint,
  type EndpointRow,
  findEndpoints,
  insertEndpoint,
  lockEndpoint,
  nextEndpointId,
  pauseEndpoint,
  resumeEndpoint,
  updateEndpointRow,
} from "@/lib/webhooks-out/store";
import { requireEndpoint, viewEndpoint } from "@/lib/webhooks-out/view";

export async function listEndpoints(ctx: Context): Promise<{ items: EndpointView[] }> {
  requireRole(ctx, "operator");
  const rows = await findEndpoints(ctx.workspaceId);
  return { items: rows.map((row) => viewEndpoint(ctx.workspaceId, row)) };
}

/** @throws AppError forbidden, not_found */
export async function getEndpoint(ctx: Context, { id }: { id: number }): Promise<EndpointView> {
  requireRole(ctx, "operator");
  const [row] = await findEndpoints(ctx.workspaceId, id);
  return viewEndpoint(ctx.workspaceId, requireEndpoint(row));
}

/** For a page, by the id in its address; null where the workspace has none. Read once a request. */
export const findEndpointForPage = cache(
  async (ctx: Context, address: string): Promise<EndpointView | null> => {
    const { id } = endpointIdInput.parse({ id: address });
    const [row] = await findEndpoints(ctx.workspaceId, id);
    return row ? viewEndpoint(ctx.workspaceId, row) : null;
  },
);

/** @returns the endpoint with its secret, here and never again @throws AppError forbidden, invalid_input */
export async function createEndpoint(
  ctx: Context,
  input: z.output<typeof createEndpointInput>,
): Promise<EndpointView & { secret: string }> {
  requireRole(ctx, "admin");
  requirePublicAddress(input.url);
  const secret = newSecret();
  const row = await transaction(async (db) => {
    const id = await nextEndpointId(db);
    const secrets = sealSecrets(ctx.workspaceId, id, [{ secret, until: null }]);
    await insertEndpoint(db, ctx.workspaceId, { id, ...input, secrets, createdBy: ctx.actor.label });
    await audit(ctx, "webhook_endpoint.created", input.name, { events: input.events.join(", ") }, db);
    return requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
  });
  return { ...viewEndpoint(ctx.workspaceId, row), secret };
}

/** Changes what is given; `paused` stops it, or lets it go on. @throws AppError forbidden, not_found, invalid_input */
export async function updateEndpoint(
  ctx: Context,
  { id, paused, ...change }: z.output<typeof updateEndpointInput>,
): Promise<EndpointView> {
  requireRole(ctx, "admin");
  if (change.url !== undefined) requirePublicAddress(change.url);
  const row = await transaction(async (db) => {
    const before = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    if (Object.keys(change).length > 0) {
      await updateEndpointRow(db, ctx.workspaceId, id, change);
      await audit(
        ctx,
        "webhook_endpoint.changed",
        before.name,
        { fields: Object.keys(change).join(", ") },
        db,
      );
    }
    if (paused !== undefined && paused !== (before.pausedAt !== null))
      await setPaused(ctx, db, before, paused);
    return requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
  });
  return viewEndpoint(ctx.workspaceId, row);
}

async function setPaused(ctx: Context, db: Db, { id, name }: EndpointRow, paused: boolean): Promise<void> {
  if (paused) await pauseEndpoint(db, ctx.workspaceId, id);
  else await resumeEndpoint(db, ctx.workspaceId, id);
  await audit(ctx, paused ? "webhook_endpoint.paused" : "webhook_endpoint.resumed", name, undefined, db);
}

/** @throws AppError forbidden, not_found */
export async function removeEndpoint(ctx: Context, { id }: { id: number }): Promise<void> {
  requireRole(ctx, "admin");
  await transaction(async (db) => {
    const { name } = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    await deleteEndpoint(db, ctx.workspaceId, id);
    await audit(ctx, "webhook_endpoint.removed", name, undefined, db);
  });
}

/** A new secret; the former one signs beside it for some hours. @throws AppError forbidden, not_found */
export async function rotateSecret(
  ctx: Context,
  { id, keepHours }: z.output<typeof rotateSecretInput>,
  now = Date.now(),
): Promise<EndpointView & { secret: string }> {
  requireRole(ctx, "admin");
  return transaction(async (db) => {
    const before = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    const { made, secrets } = rotated(
      openSecrets(ctx.workspaceId, id, before.secrets),
      now + keepHours * HOUR,
    );
    await updateEndpointRow(db, ctx.workspaceId, id, { secrets: sealSecrets(ctx.workspaceId, id, secrets) });
    await audit(ctx, "webhook_endpoint.secret_rotated", before.name, { keepHours }, db);
    const row = requireEndpoint(await lockEndpoint(db, ctx.workspaceId, id));
    return { ...viewEndpoint(ctx.workspaceId, row, now), secret: made };
  });
}
