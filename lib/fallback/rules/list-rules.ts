import "server-only";
import { cache } from "react";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";
import {
  type ListRulesInput,
  type RuleDetail,
  type RuleView,
  ruleIdInput,
} from "@/lib/fallback/rules/contract";
import { findRule, findRules, findVersions, type RuleRow, shareRules } from "@/lib/fallback/rules/store";
import { asDefinition, requireRule, viewRule } from "@/lib/fallback/rules/view";

/** All rules of a kind, without pages: they are few, for people read them. */
export async function listRules(ctx: Context, { archived }: ListRulesInput): Promise<{ items: RuleView[] }> {
  requireRole(ctx, "operator");
  const rows = await findRules(
    ctx.workspaceId,
    null,
    undefined,
    archived === "all" ? null : archived === "true",
  );
  return { items: rows.map(viewRule) };
}

/** A rule with all its versions. @throws AppError not_found */
export async function getRule(ctx: Context, { id }: { id: number }): Promise<RuleDetail> {
  requireRole(ctx, "operator");
  return withVersions(ctx, requireRule(await findRule(ctx.workspaceId, id)));
}

/** For a page, by the id in its address; null where the workspace has none. Read once a request. */
export const findRuleForPage = cache(async (ctx: Context, address: string): Promise<RuleDetail | null> => {
  const { id } = ruleIdInput.parse({ id: address });
  const row = await findRule(ctx.workspaceId, id);
  return row && withVersions(ctx, row);
});

async function withVersions(ctx: Context, row: RuleRow): Promise<RuleDetail> {
  const versions = await findVersions(ctx.workspaceId, row.id);
  return {
    ...viewRule(row),
    versions: versions.map(({ createdAt, definition, ...version }) => ({
      ...version,
      createdAt: createdAt.toISOString(),
      definition: asDefinition(definition),
    })),
  };
}

/** Ids and names of the rules that are not archived, for whoever lets choose one. */
export const ruleNames = async (workspaceId: WorkspaceId): Promise<{ id: number; name: string }[]> =>
  (await findRules(workspaceId)).map(({ id, name }) => ({ id, name }));

/** Those of the rules that there are. Until the transaction ends nobody archives or restores any of them. */
export const holdRules = (
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly number[],
): Promise<{ id: number; name: string; isArchived: boolean }[]> => shareRules(db, workspaceId, ids);
