import "server-only";
import { cache } from "react";
import { type Context, mayAct } from "@/lib/auth/context";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import type { FlowDetail, FlowView } from "@/lib/flows/contract";
import { problemsIn } from "@/lib/flows/problems";
import { referencesOf } from "@/lib/flows/references";
import { requireFlow } from "@/lib/flows/require-flow";
import {
  type FlowListRow,
  type FlowRow,
  findCampaignsOf,
  findFlow,
  findFlows,
  findFlowVersion,
} from "@/lib/flows/store";
import { localDay, startOfDay } from "@/lib/reports/period";

/** All flows, the default first. They are few: people draw them. */
export async function listFlows(
  ctx: Context,
  { archived = "false" }: { archived?: "false" | "true" | "all" } = {},
  now = new Date(),
): Promise<{ items: FlowView[] }> {
  const rows = await findFlows(ctx.workspaceId, {
    archived: archived === "all" ? null : archived === "true",
    today: midnight(ctx, now),
  });
  return { items: rows.map(viewFlow) };
}

/** What changes and makes flows answer with. @throws AppError not_found */
export async function flowViewOf(ctx: Context, id: number, now = new Date()): Promise<FlowView> {
  const today = midnight(ctx, now);
  const [row] = await findFlows(ctx.workspaceId, { archived: null, today, id });
  return viewFlow(requireFlow(row ?? null));
}

/** A flow with its draft, and what its steps can name. @throws AppError not_found */
export const getFlow = async (ctx: Context, { id }: { id: number }): Promise<FlowDetail> =>
  detailOf(ctx, requireFlow(await findFlow(ctx.workspaceId, id)));

/** For a page, by the id in its address; null where the workspace has none. Read once a request. */
export const findFlowForPage = cache(async (ctx: Context, id: number): Promise<FlowDetail | null> => {
  const row = await findFlow(ctx.workspaceId, id);
  return row && detailOf(ctx, row);
});

const midnight = ({ timeZone }: Context, now: Date): Date =>
  new Date(startOfDay(localDay(now.getTime(), timeZone), timeZone));

const viewFlow = ({ id, archivedAt, draftAt, ...row }: FlowListRow): FlowView => ({
  ...row,
  id: String(id),
  archived: archivedAt !== null,
  draftAt: draftAt.toISOString(),
});

async function detailOf(ctx: Context, row: FlowRow): Promise<FlowDetail> {
  const { workspaceId } = ctx;
  const [version, campaigns, targets, references] = await Promise.all([
    row.publishedVersion === null ? null : findFlowVersion(workspaceId, row.id, row.publishedVersion),
    findCampaignsOf(workspaceId, row.id),
    webhookTargets(workspaceId),
    referencesOf(ctx),
  ]);
  return {
    id: String(row.id),
    name: row.name,
    isDefault: row.isDefault,
    archived: row.archivedAt !== null,
    draft: row.draft as FlowDetail["draft"],
    draftRevision: row.draftRevision,
    draftBy: row.draftBy,
    draftAt: row.draftAt.toISOString(),
    publishedVersion: row.publishedVersion,
    publishedAt: version?.publishedAt.toISOString() ?? null,
    publishedBy: version?.publishedBy ?? null,
    problems: problemsIn(row.draft, references),
    campaigns: campaigns.map(({ id, name, key, unassignedOf }) => ({
      id: String(id),
      name,
      // Who knows an address can send to it. "Unassigned" has none: what comes without a campaign lands there.
      webhookUrls: (mayAct(ctx.role, "operator") && unassignedOf === null ? targets : []).map((target) => ({
        connection: target.name,
        url: target.urlFor(key),
      })),
    })),
    references,
  };
}
