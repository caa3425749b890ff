import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { CampaignView, UpdateCampaignInput } from "@/lib/campaigns/contract";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { type CampaignRow, findCampaign, updateCampaignRow } from "@/lib/campaigns/store";
import { viewCampaign } from "@/lib/campaigns/view";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import { type Db, transaction } from "@/lib/db/transaction";
import { requireUsableFlow } from "@/lib/flows/usable-flow";

/**
 * Renames, archives, brings back, or gives another flow; the tag stays, because messages on their way carry it.
 * @throws AppError forbidden, not_found, conflict for a flow that can't run
 */
export async function updateCampaign(
  ctx: Context,
  input: UpdateCampaignInput,
  now = new Date(),
): Promise<CampaignView> {
  requireRole(ctx, "operator");
  const { id, name, archived, flowId } = input;
  const row = await transaction(async (db) => {
    const before = requireCampaign(await findCampaign(ctx.workspaceId, id, db));
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(archived === undefined ? {} : { archivedAt: archived ? (before.archivedAt ?? now) : null }),
      // Nobody was reached while it was archived, and nobody is for what happened then.
      ...(archived === false && before.archivedAt !== null ? { fallbackSweptAt: now } : {}),
      ...(flowId === undefined ? {} : { flowId }),
    };
    if (flowId !== undefined && flowId !== before.flowId) await noteFlow(db, ctx, before, flowId);
    const after = await updateCampaignRow(db, ctx.workspaceId, id, change);
    const archives = after.archivedAt !== null && before.archivedAt === null;
    const action = archives ? "campaign.archived" : "campaign.changed";
    if (name !== undefined || archived !== undefined)
      await audit(ctx, action, after.name, { before: before.name }, db);
    return after;
  });
  return viewCampaign(row, await webhookTargets(ctx.workspaceId));
}

/** @throws AppError not_found, conflict for a flow that was never published or is archived */
async function noteFlow(db: Db, ctx: Context, { name }: CampaignRow, flowId: number | null): Promise<void> {
  const flow = flowId === null ? null : await requireUsableFlow(db, ctx, flowId);
  await audit(ctx, "campaign.flow_changed", name, { flow: flow?.name ?? null }, db);
}
