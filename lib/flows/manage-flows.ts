import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { type Db, transaction } from "@/lib/db/transaction";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { refusal } from "@/lib/errors";
import type { CreateFlowInput, FlowView, UpdateFlowInput } from "@/lib/flows/contract";
import { freeName, requireFreeName, requireNameStillFree } from "@/lib/flows/flow-name";
import { flowViewOf } from "@/lib/flows/list-flows";
import { requireRulesInUse } from "@/lib/flows/named-rules";
import { requireFlow, requireOpenFlow } from "@/lib/flows/require-flow";
import { renameFlowRule } from "@/lib/flows/rule-store";
import {
  clearDefault,
  countCampaignsGiven,
  type FlowRow,
  findFlow,
  findFlowVersion,
  insertFlow,
  lockFlow,
  updateFlow,
} from "@/lib/flows/store";
import { flowTemplate } from "@/lib/flows/templates";

/**
 * A flow that begins with a template. It runs nowhere before it is published and a campaign is given it.
 * @throws AppError forbidden, conflict when the name is taken
 */
export const createFlow = (ctx: Context, { name, template }: CreateFlowInput): Promise<FlowView> =>
  insert(ctx, flowTemplate(template), async (db) => {
    await requireFreeName(db, ctx.workspaceId, name);
    return name;
  });

/** A flow with the draft of another one. @throws AppError forbidden, not_found */
export async function duplicateFlow(ctx: Context, { id }: { id: number }): Promise<FlowView> {
  const { name, draft } = requireFlow(await findFlow(ctx.workspaceId, id));
  return addFlow(ctx, name, draft);
}

/** A new flow with this draft; where the name is taken, a number is added. */
export const addFlow = (ctx: Context, name: string, draft: FlowDefinition): Promise<FlowView> =>
  insert(ctx, draft, (db) => freeName(db, ctx.workspaceId, name));

async function insert(
  ctx: Context,
  draft: FlowDefinition,
  nameIn: (db: Db) => Promise<string>,
): Promise<FlowView> {
  requireRole(ctx, "operator");
  const { id } = await transaction(async (db) => {
    const name = await nameIn(db);
    const made = await insertFlow(db, ctx.workspaceId, { name, draft, draftBy: ctx.actor.label });
    await audit(ctx, "flow.created", name, undefined, db);
    return made;
  });
  return flowViewOf(ctx, id);
}

/**
 * Renames a flow, makes it the default, archives it or brings it back. What concerns campaigns that did not
 * choose it is for admins.
 * @throws AppError forbidden, not_found, conflict
 */
export async function updateFlowSettings(
  ctx: Context,
  { id, name, isDefault, archived }: UpdateFlowInput,
  now = new Date(),
): Promise<FlowView> {
  requireRole(ctx, isDefault || archived !== undefined ? "admin" : "operator");
  await transaction(async (db) => {
    const flow = requireFlow(await lockFlow(db, ctx.workspaceId, id));
    if (name !== undefined && name !== flow.name) await rename(db, ctx, flow, name);
    if (archived === true && flow.archivedAt === null) await archive(db, ctx, flow, now);
    if (archived === false && flow.archivedAt !== null) await bringBack(db, ctx, flow, name ?? flow.name);
    if (isDefault && !flow.isDefault)
      await makeDefault(db, ctx, requireFlow(await findFlow(ctx.workspaceId, id, db)));
  });
  return flowViewOf(ctx, id);
}

async function rename(db: Db, ctx: Context, flow: FlowRow, name: string): Promise<void> {
  await requireFreeName(db, ctx.workspaceId, name, flow.id);
  await updateFlow(db, ctx.workspaceId, flow.id, { name });
  await renameFlowRule(db, ctx.workspaceId, flow.id, name);
  await audit(ctx, "flow.renamed", name, { before: flow.name }, db);
}

async function archive(db: Db, ctx: Context, flow: FlowRow, now: Date): Promise<void> {
  if (flow.isDefault)
    throw refusal(
      "conflict",
      "flow_is_default",
      "This is the workspace's default flow. Make another flow the default first.",
    );
  const campaigns = await countCampaignsGiven(db, ctx.workspaceId, flow.id);
  if (campaigns > 0)
    throw refusal(
      "conflict",
      "flow_in_use",
      `${campaigns} campaigns run this flow. Give them another one first.`,
      { campaigns },
    );
  await updateFlow(db, ctx.workspaceId, flow.id, { archivedAt: now });
  await audit(ctx, "flow.archived", flow.name, undefined, db);
}

async function bringBack(
  db: Db,
  ctx: Context,
  { id, publishedVersion }: FlowRow,
  name: string,
): Promise<void> {
  await requireNameStillFree(db, ctx.workspaceId, { id, name });
  const inForce =
    publishedVersion === null ? null : await findFlowVersion(ctx.workspaceId, id, publishedVersion, db);
  if (inForce) await requireRulesInUse(db, ctx.workspaceId, inForce.definition);
  await updateFlow(db, ctx.workspaceId, id, { archivedAt: null });
  await audit(ctx, "flow.unarchived", name, undefined, db);
}

async function makeDefault(db: Db, ctx: Context, flow: FlowRow): Promise<void> {
  requireOpenFlow(flow);
  if (flow.publishedVersion === null)
    throw refusal(
      "conflict",
      "flow_never_published",
      "This flow was never published, so it would do nothing. Publish it first.",
    );
  await clearDefault(db, ctx.workspaceId);
  await updateFlow(db, ctx.workspaceId, flow.id, { isDefault: true });
  await audit(ctx, "flow.made_default", flow.name, undefined, db);
}
