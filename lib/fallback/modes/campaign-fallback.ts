import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import { type Context, mayAct } from "@/lib/auth/context";
import { requireCampaign } from "@/lib/campaigns/get-campaign";
import { type Db, transaction } from "@/lib/db/transaction";
import { budgetWithin, type OwnBudgets } from "@/lib/domain/fallback/budget";
import { actingRules, flowRules, ownRule } from "@/lib/fallback/modes/acting-rules";
import { mostMicrosOf, needsApproval, requireApproval } from "@/lib/fallback/modes/approval";
import type {
  AutomaticPreview,
  CampaignControl,
  CampaignFallback,
  SetCampaignFallbackInput,
} from "@/lib/fallback/modes/contract";
import { expectedOf } from "@/lib/fallback/modes/expected";
import { viewHalted } from "@/lib/fallback/modes/halt";
import { obstaclesOf, requireNoObstacles } from "@/lib/fallback/modes/obstacles";
import {
  type CampaignModeRow,
  countRejected,
  findCampaignMode,
  findDefaults,
  updateCampaignMode,
} from "@/lib/fallback/modes/store";
import { findRules, type RuleRow, shareRule } from "@/lib/fallback/rules/store";
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
 * Switches a campaign's fallback, chooses its rule and budgets, or lets it go on after it was stopped. Whatever
 * becomes automatic begins with what happens from now on.
 * @throws AppError forbidden (also above the approval limits), not_found, conflict when automatic sending lacks a
 *   rule, a budget or a price
 */
export async function setCampaignFallback(
  ctx: Context,
  input: SetCampaignFallbackInput,
  now = Date.now(),
): Promise<CampaignFallback> {
  requireRole(ctx, "operator");
  await approve(ctx, input, now);
  const after = await transaction(async (db) => {
    const before = requireCampaign(await findCampaignMode(ctx.workspaceId, input.id, db, true));
    const { next, isOther, restart } = changeOf(before, input);
    if (input.ruleId) await requireUsableRule(db, ctx, input.ruleId);
    if (restart || (next.mode === "automatic" && hasBudget(input)))
      requireNoObstacles(
        await obstaclesOf(ctx.workspaceId, await actingRules(ctx.workspaceId, next, db), next, now),
      );
    // Switching automatic on is a person's decision as much as "resume" is.
    const goesOn = input.resume === true || (next.mode === "automatic" && before.mode !== "automatic");
    await updateCampaignMode(db, ctx.workspaceId, input.id, { ...next, resume: goesOn, restart });
    const { mode, ruleId, campaignMicros, dayMicros } = next;
    if (isOther || hasBudget(input))
      await audit(
        ctx,
        "fallback.mode_changed",
        before.name,
        { before: before.mode, mode, ruleId, ...(hasBudget(input) && { campaignMicros, dayMicros }) },
        db,
      );
    if (goesOn && before.stoppedAt)
      await audit(ctx, "fallback.campaign_resumed", before.name, { stopped: before.stoppedWhy }, db);
    return requireCampaign(await findCampaignMode(ctx.workspaceId, input.id, db));
  });
  return view(ctx, after);
}

const hasBudget = (input: SetCampaignFallbackInput): boolean =>
  input.campaignBudgetMicros !== undefined || input.dayBudgetMicros !== undefined;

/** The campaign as it would be; `restart`: it begins anew as an automatic one. */
function changeOf(before: CampaignModeRow, input: SetCampaignFallbackInput) {
  const {
    mode = before.mode,
    ruleId = before.ruleId,
    campaignBudgetMicros: campaignMicros = before.campaignMicros,
    dayBudgetMicros: dayMicros = before.dayMicros,
  } = input;
  const isOther = mode !== before.mode || ruleId !== before.ruleId;
  const next = { id: before.id, mode, ruleId, campaignMicros, dayMicros };
  return { next, isOther, restart: mode === "automatic" && isOther };
}

/** Before the transaction: it counts past messages, for which nobody should have to wait. */
async function approve(ctx: Context, input: SetCampaignFallbackInput, now: number): Promise<void> {
  const before = requireCampaign(await findCampaignMode(ctx.workspaceId, input.id));
  const { next, restart } = changeOf(before, input);
  if (!restart) return;
  const rules = await actingRules(ctx.workspaceId, next);
  await requireApproval(ctx, input.id, rules, next, now);
}

/** What stands in the way of automatic fallbacks, what they are expected to do, and whom they would leave alone. */
export async function previewAutomatic(
  ctx: Context,
  { id }: { id: number },
  now = Date.now(),
): Promise<AutomaticPreview> {
  requireRole(ctx, "operator");
  const campaign = requireCampaign(await findCampaignMode(ctx.workspaceId, id));
  const rules = await actingRules(ctx.workspaceId, campaign);
  const [problems, rejectedAlready, expected, limits] = await Promise.all([
    obstaclesOf(ctx.workspaceId, rules, campaign, now),
    countRejected(ctx.workspaceId, id),
    expectedOf(ctx, id, rules, now),
    findDefaults(ctx.workspaceId),
  ]);
  return {
    obstacles: problems.map(({ path, code = "other", message }) => ({ path, code, message })),
    rejectedAlready,
    expected,
    budgets: budgetsOf(rules, campaign),
    needsAdmin: needsApproval(ctx, limits, expected, mostMicrosOf(rules, campaign)),
    currency: limits.currency,
  };
}

/** Of several rules, the smallest: a budget that is above one of them is refused. */
function budgetsOf(rules: readonly RuleRow[], own: OwnBudgets): AutomaticPreview["budgets"] {
  const smallest = (chosen: number | null, ofRules: readonly number[]): number | null => {
    const known = ofRules.map((ofRule) => budgetWithin(chosen, ofRule)).filter((micros) => micros > 0);
    return known.length > 0 ? Math.min(...known) : null;
  };
  const limits = rules.map(({ definition }) => definition.limits);
  return {
    campaignMicros: smallest(
      own.campaignMicros,
      limits.map(({ campaignBudgetMicros }) => campaignBudgetMicros),
    ),
    dayMicros: smallest(
      own.dayMicros,
      limits.map(({ dayBudgetMicros }) => dayBudgetMicros),
    ),
  };
}

async function requireUsableRule(db: Db, ctx: Context, ruleId: number): Promise<void> {
  const rule = await shareRule(db, ctx.workspaceId, ruleId);
  requireRule(rule?.archivedAt ? null : rule);
}

async function view(ctx: Context, row: CampaignModeRow): Promise<CampaignFallback> {
  const [defaults, rule, { named }] = await Promise.all([
    findDefaults(ctx.workspaceId),
    ownRule(ctx.workspaceId, row.ruleId),
    flowRules(ctx.workspaceId, row.id),
  ]);
  return {
    campaignId: String(row.id),
    mode: row.mode,
    ruleId: row.ruleId === null ? null : String(row.ruleId),
    rule: rule && {
      id: String(rule.id),
      name: rule.name,
      version: rule.version,
      definition: asDefinition(rule.definition),
    },
    flowRules: named.map(({ id, name }) => ({ id: String(id), name })),
    budgets: { campaignMicros: row.campaignMicros, dayMicros: row.dayMicros },
    stopped: row.stoppedAt && { at: row.stoppedAt.toISOString(), why: row.stoppedWhy ?? "" },
    halted: viewHalted(defaults),
    currency: defaults.currency,
  };
}
