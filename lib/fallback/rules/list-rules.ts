import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { RuleDetail, RuleView } from "@/lib/fallback/rules/contract";
import { findRule, findRules, findVersions } from "@/lib/fallback/rules/store";
import { asDefinition, requireRule, viewRule } from "@/lib/fallback/rules/view";

/** All rules that are not archived. They are few: people read them. */
export async function listRules(ctx: Context): Promise<{ items: RuleView[] }> {
  requireRole(ctx, "operator");
  return { items: (await findRules(ctx.workspaceId)).map(viewRule) };
}

/** A rule with all its versions. @throws AppError not_found */
export async function getRule(ctx: Context, { id }: { id: number }): Promise<RuleDetail> {
  requireRole(ctx, "operator");
  const row = requireRule(await findRule(ctx.workspaceId, id));
  const versions = await findVersions(ctx.workspaceId, id);
  return {
    ...viewRule(row),
    versions: versions.map(({ createdAt, definition, ...version }) => ({
      ...version,
      createdAt: createdAt.toISOString(),
      definition: asDefinition(definition),
    })),
  };
}
