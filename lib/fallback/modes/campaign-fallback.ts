import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import { type Context, mayAct } from "@/lib/auth/context";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { type Db, transaction } from "@/lib/db/transaction";
import type {
  AutomaticPreview,
  CampaignControl,
  CampaignFallback,
  SetCampaignFallbackInput,
} from "@/lib/fallback/modes/contract";
import { viewHalted } from "@/lib/fallback/modes/halt";
import { obstaclesOf, requireNoObstacles } from "@/lib/fallback/modes/obstacles";
import {
  type CampaignModeRow,
  countRejected,
  findCampaignMode,
  findDefaults,
  updateCampaignMode,
} from "@/lib/fallback/modes/store";
import { findRule, findRules, lockRule } from "@/lib/fallback/rules/store";
import { asDefinition, requireRule } from "@/lib/fallback/rules/view";

/** @throws AppError not_found */
export async function getCampaignFallback(ctx: Context, { id }: { id: number }): Promise<CampaignFallback> {
  return view(ctx, requireCampaign(await findCampaignMode(ctx.workspaceId, id)));
}

/** The same with what the control on the page chooses from. */
export async function campaignControlOf(ctx: Context, input: { id: number }): Promise<CampaignControl> {
  const [fallback, rules] = await Promise.all([getCampaignFallback(ctx, input), findRules(ctx.workspaceId)]);
  return {
    ...fallback,
    rules: rules.map(({ id, name, isDefault }) => ({ id: String(id), name, isDefault })),
    mayChange: mayAct(ctx.role, "operator"),
  };
}

/**
 * Switches a campaign's fallback, chooses its rule, or lets it go on after it was stopped. Whatever becomes
 * automatic begins with what happens from now on.
 * @throws AppError forbidden, not_found, conflict when automatic sending lacks a rule, a budget or a price
 */
export async function setCampaignFallback(
  ctx: Context,
  input: SetCampaignFallbackInput,
  now = Date.now(),
): Promise<CampaignFallback> {
  requireRole(ctx, "operator");
  const after = await transaction(async (db) => {
    const before = requireCampaign(await findCampaignMode(ctx.workspaceId, input.id, db, true));
    const { mode = before.mode, ruleId = before.ruleId, resume = false } = input;
    if (input.ruleId) await requireUsableRule(db, ctx, input.ruleId);
    const isOther = mode !== before.mode || ruleId !== before.ruleId;
    const restart = mode === "automatic" && isOther;
    if (restart) requireNoObstacles(await obstaclesOf(ctx.workspaceId, await ruleOf(ctx, ruleId, db), now));
    // Switching automatic on is a person's decision as much as "resume" is.
    const goesOn = resume || (mode === "automatic" && before.mode !== "automatic");
    await updateCampaignMode(db, ctx.workspaceId, input.id, { mode, ruleId, resume: goesOn, restart });
    if (isOther)
      await audit(ctx, "fallback.mode_changed", before.name, { before: before.mode, mode, ruleId }, db);
    if (goesOn && before.stoppedAt)
      await audit(ctx, "fallback.campaign_resumed", before.name, { stopped: before.stoppedWhy }, db);
    return requireCampaign(await findCampaignMode(ctx.workspaceId, input.id, db));
  });
  return view(ctx, after);
}

/** What stands in the way of automatic fallbacks, and who would not be contacted by them. */
export async function previewAutomatic(
  ctx: Context,
  { id }: { id: number },
  now = Date.now(),
): Promise<AutomaticPreview> {
  requireRole(ctx, "operator");
  const campaign = requireCampaign(await findCampaignMode(ctx.workspaceId, id));
  const [problems, rejectedAlready] = await Promise.all([
    obstaclesOf(ctx.workspaceId, await ruleOf(ctx, campaign.ruleId), now),
    countRejected(ctx.workspaceId, id),
  ]);
  return {
    obstacles: problems.map(({ code = "other", message }) => ({ code, message })),
    rejectedAlready,
  };
}

async function requireUsableRule(db: Db, ctx: Context, ruleId: number): Promise<void> {
  const rule = await lockRule(db, ctx.workspaceId, ruleId);
  requireRule(rule?.archivedAt ? null : rule);
}

/** The campaign's own rule, or the workspace's. */
async function ruleOf(ctx: Context, ruleId: number | null, db?: Db) {
  const inForce = ruleId ?? (await findDefaults(ctx.workspaceId, db)).fallbackRuleId;
  if (inForce === null) return null;
  return db ? lockRule(db, ctx.workspaceId, inForce) : findRule(ctx.workspaceId, inForce);
}

async function view(ctx: Context, row: CampaignModeRow): Promise<CampaignFallback> {
  const [defaults, rule] = await Promise.all([findDefaults(ctx.workspaceId), ruleOf(ctx, row.ruleId)]);
  return {
    campaignId: String(row.id),
    mode: row.mode,
    ruleId: row.ruleId === null ? null : String(row.ruleId),
    rule:
      rule && !rule.archivedAt
        ? {
            id: String(rule.id),
            name: rule.name,
            version: rule.version,
            definition: asDefinition(rule.definition),
          }
        : null,
    stopped: row.stoppedAt && { at: row.stoppedAt.toISOString(), why: row.stoppedWhy ?? "" },
    halted: viewHalted(defaults),
    currency: defaults.currency,
  };
}
