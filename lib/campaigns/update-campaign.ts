import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { CampaignView, UpdateCampaignInput } from "@/lib/campaigns/contract";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { findCampaign, updateCampaignRow } from "@/lib/campaigns/store";
import { viewCampaign } from "@/lib/campaigns/view";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import { transaction } from "@/lib/db/transaction";

/** Renames, archives or brings back; the tag stays, because messages on their way carry it. */
export async function updateCampaign(
  ctx: Context,
  input: UpdateCampaignInput,
  now = new Date(),
): Promise<CampaignView> {
  requireRole(ctx, "operator");
  const { id, name, archived } = input;
  const row = await transaction(async (db) => {
    const before = requireCampaign(await findCampaign(ctx.workspaceId, id, db));
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(archived === undefined ? {} : { archivedAt: archived ? (before.archivedAt ?? now) : null }),
    };
    const after = await updateCampaignRow(db, ctx.workspaceId, id, change);
    const archives = after.archivedAt !== null && before.archivedAt === null;
    await audit(
      ctx,
      archives ? "campaign.archived" : "campaign.changed",
      after.name,
      { before: before.name },
      db,
    );
    return after;
  });
  return viewCampaign(row, await webhookTargets(ctx.workspaceId));
}
