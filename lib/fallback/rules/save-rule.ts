import "server-only";
import { isDeepStrictEqual } from "node:util";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { Rule } from "@/lib/domain/fallback/rule";
import { AppError, refusal } from "@/lib/errors";
import { checkRule } from "@/lib/fallback/rules/check-rule";
import type { CreateRuleInput, RuleView, SaveRuleInput } from "@/lib/fallback/rules/contract";
import {
  insertRule,
  insertVersion,
  lockCampaignsOf,
  lockRule,
  type RuleRow,
  restartCampaigns,
  updateRule,
} from "@/lib/fallback/rules/store";
import { requireRule, viewRule } from "@/lib/fallback/rules/view";

/** A new rule with its first version. Nothing is sent by it before a campaign is switched on. */
export async function createRule(ctx: Context, { name, definition }: CreateRuleInput): Promise<RuleView> {
  requireRole(ctx, "admin");
  await requireSendable(ctx, definition);
  const row = await transaction(async (db) => {
    const { id } = await insertRule(db, ctx.workspaceId, name);
    await insertVersion(db, ctx.workspaceId, versionRow(ctx, id, 1, definition));
    await audit(ctx, "fallback_rule.created", name, undefined, db);
    return requireRule(await lockRule(db, ctx.workspaceId, id));
  });
  return viewRule(row);
}

/**
 * Renames a rule, or gives it a further version; a version itself never changes. A definition that is the
 * same as the one in force makes none.
 * @throws AppError forbidden, not_found, invalid_input, conflict
 */
export async function saveRule(ctx: Context, input: SaveRuleInput): Promise<RuleView> {
  requireRole(ctx, "admin");
  const row = await transaction(async (db) => {
    // A campaign that is switched on after this begins anew by itself.
    const campaigns =
      input.definition === undefined ? [] : await lockCampaignsOf(db, ctx.workspaceId, input.id);
    const before = requireRule(await lockRule(db, ctx.workspaceId, input.id));
    requireCurrent(before, input);
    const { definition, name = before.name } = input;
    const isNew = definition !== undefined && !isDeepStrictEqual(definition, before.definition);
    if (isNew) {
      await requireSendable(ctx, definition);
      const version = before.version + 1;
      await insertVersion(db, ctx.workspaceId, versionRow(ctx, input.id, version, definition));
      await updateRule(db, ctx.workspaceId, input.id, { name, version });
      // Another trigger is for what comes from now on: nobody wants the past sent at once.
      if (!isDeepStrictEqual(definition.trigger, before.definition.trigger))
        await restartCampaigns(db, ctx.workspaceId, campaigns);
      await audit(ctx, "fallback_rule.changed", name, { version }, db);
    } else if (name !== before.name) {
      await updateRule(db, ctx.workspaceId, input.id, { name });
      await audit(ctx, "fallback_rule.changed", name, { before: before.name }, db);
    }
    return requireRule(await lockRule(db, ctx.workspaceId, input.id));
  });
  return viewRule(row);
}

function requireCurrent(before: RuleRow, { version }: SaveRuleInput): void {
  if (before.archivedAt)
    throw refusal("conflict", "rule_archived", "This rule is archived. Restore it first.");
  if (version === undefined || version === before.version) return;
  throw refusal(
    "conflict",
    "rule_changed",
    `${before.changedBy} saved version ${before.version} meanwhile. Reload the page, then make your change again.`,
    { who: before.changedBy, version: before.version },
  );
}

async function requireSendable(ctx: Context, rule: Rule): Promise<void> {
  const problems = await checkRule(ctx.workspaceId, rule);
  const [first] = problems;
  if (first) throw new AppError("invalid_input", `\`${first.path}\`: ${first.message}`, { problems });
}

const versionRow = (ctx: Context, ruleId: number, version: number, definition: Rule) => ({
  ruleId,
  version,
  definition,
  createdBy: ctx.actor.label,
});
