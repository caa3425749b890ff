import "server-only";
import { isDeepStrictEqual } from "node:util";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { type Db, transaction } from "@/lib/db/transaction";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { FlowChanges, PublishFlowInput } from "@/lib/flows/contract";
import { requireRevision } from "@/lib/flows/drafts";
import { withHeldRules } from "@/lib/flows/named-rules";
import { requirePublishable } from "@/lib/flows/problems";
import { referencesOf } from "@/lib/flows/references";
import { requireFlow, requireOpenFlow } from "@/lib/flows/require-flow";
import { insertFlowRule, insertFlowRuleVersion } from "@/lib/flows/rule-store";
import { sendingRule } from "@/lib/flows/sending-rule";
import {
  type FlowRow,
  findFlow,
  findFlowVersion,
  findFlowVersions,
  insertFlowVersion,
  lockFlow,
  updateFlow,
} from "@/lib/flows/store";
import { changesSince } from "@/lib/flows/versions";

/**
 * Puts the draft in force as a version that never changes. A draft that equals the version in force makes
 * none. Whoever changes what is sent, and for how much, must be an admin, as for fallback rules.
 * @throws AppError forbidden, not_found, conflict for another revision, unprocessable with the problems
 */
export async function publishFlow(
  ctx: Context,
  { id, revision, note }: PublishFlowInput,
  now = new Date(),
): Promise<{ version: number }> {
  requireRole(ctx, "operator");
  const references = await referencesOf(ctx);
  return transaction(async (db) => {
    const flow = requireOpenFlow(await lockFlow(db, ctx.workspaceId, id));
    requireRevision(flow, revision);
    requirePublishable(flow.draft, await withHeldRules(db, ctx.workspaceId, flow.draft, references));
    const [latest] = await findFlowVersions(ctx.workspaceId, id, undefined, db);
    const before = latest?.definition ?? null;
    if (latest && isDeepStrictEqual(before, flow.draft)) return { version: latest.version };
    if (!isDeepStrictEqual(before && sendingRule(before), sendingRule(flow.draft))) requireRole(ctx, "admin");
    const version = (latest?.version ?? 0) + 1;
    await insertFlowVersion(db, ctx.workspaceId, id, {
      version,
      definition: flow.draft,
      note: note || null,
      publishedBy: ctx.actor.label,
      publishedAt: now,
    });
    const ruleId = await publishRule(db, ctx, flow, version);
    await updateFlow(db, ctx.workspaceId, id, { publishedVersion: version, ...(ruleId && { ruleId }) });
    await audit(ctx, "flow.published", flow.name, { version }, db);
    return { version };
  });
}

/** The rule version of the same number, where the flow sends; its id. */
async function publishRule(db: Db, ctx: Context, flow: FlowRow, version: number): Promise<number | null> {
  const definition = sendingRule(flow.draft);
  if (!definition) return null;
  const { workspaceId } = ctx;
  const ruleId =
    flow.ruleId ?? (await insertFlowRule(db, workspaceId, { flowId: flow.id, name: flow.name, version }));
  await insertFlowRuleVersion(db, workspaceId, { ruleId, version, definition, createdBy: ctx.actor.label });
  return ruleId;
}

/** What publishing the draft would change. @throws AppError not_found */
export async function unpublishedChanges(ctx: Context, { id }: { id: number }): Promise<FlowChanges> {
  const flow = requireFlow(await findFlow(ctx.workspaceId, id));
  const { publishedVersion } = flow;
  const before =
    publishedVersion === null ? null : await findFlowVersion(ctx.workspaceId, id, publishedVersion);
  return changesSince(before, flow.draft as FlowDefinition);
}
