import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { newCampaignKey } from "@/lib/campaigns/campaign-key";
import type { CampaignView, CreateCampaignInput } from "@/lib/campaigns/contract";
import { findCampaignByTag, insertCampaign } from "@/lib/campaigns/store";
import { viewCampaign } from "@/lib/campaigns/view";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import { transaction } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import { campaignOfTag } from "@/lib/domain/message/status-event";
import { AppError } from "@/lib/errors";

/** @throws AppError forbidden, conflict when the tag belongs to another campaign */
export async function createCampaign(ctx: Context, input: CreateCampaignInput): Promise<CampaignView> {
  requireRole(ctx, "operator");
  const tag = campaignOfTag(input.tag ?? input.name);
  if (tag === null) throw invalidTag();
  const row = await transaction(async (db) => {
    const made = await insertCampaign(db, ctx.workspaceId, { key: newCampaignKey(), name: input.name, tag });
    if (made) await audit(ctx, "campaign.created", input.name, { tag }, db);
    return made;
  });
  if (!row) throw await tagTaken(ctx.workspaceId, tag);
  return viewCampaign(row, await webhookTargets(ctx.workspaceId));
}

async function tagTaken(workspaceId: WorkspaceId, tag: string): Promise<AppError> {
  const owner = await findCampaignByTag(workspaceId, tag);
  const where = owner?.archivedAt ? "the archived campaign" : "the campaign";
  const whose = owner ? `${where} “${owner.name}” (id ${owner.id})` : "another campaign";
  const message = `The tag “${tag}” already belongs to ${whose}. Use that campaign or choose another tag.`;
  return new AppError("conflict", message, { problems: [{ path: "tag", message, code: "tag_taken" }] });
}

function invalidTag(): AppError {
  const message = "The name starts with “|”, so no tag can be made of it. Give a tag of its own.";
  return new AppError("invalid_input", message, { problems: [{ path: "tag", message }] });
}
