import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { changesOf } from "@/lib/domain/flow/changes";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type {
  FlowChanges,
  FlowVersionDetail,
  FlowVersionView,
  versionChangesInput,
} from "@/lib/flows/contract";
import { requireFlow, requireVersion } from "@/lib/flows/require-flow";
import { type FlowVersionRow, findFlow, findFlowVersion, findFlowVersions } from "@/lib/flows/store";

/** Newest first. @throws AppError not_found */
export async function listVersions(
  ctx: Context,
  { id }: { id: number },
): Promise<{ items: FlowVersionView[] }> {
  requireFlow(await findFlow(ctx.workspaceId, id));
  return { items: (await findFlowVersions(ctx.workspaceId, id)).map(viewVersion) };
}

/** @throws AppError not_found */
export async function getVersion(
  ctx: Context,
  { id, version }: { id: number; version: number },
): Promise<FlowVersionDetail> {
  const row = requireVersion(await findFlowVersion(ctx.workspaceId, id, version));
  return { ...viewVersion(row), definition: row.definition as FlowVersionDetail["definition"] };
}

/** How a version differs from another one, or from the one before. @throws AppError not_found */
export async function versionChanges(
  ctx: Context,
  { id, version, since = version - 1 }: z.output<typeof versionChangesInput>,
): Promise<FlowChanges> {
  const after = requireVersion(await findFlowVersion(ctx.workspaceId, id, version));
  const before = since === 0 ? null : requireVersion(await findFlowVersion(ctx.workspaceId, id, since));
  return changesSince(before, after.definition);
}

/** As answers have it. */
export function changesSince(before: FlowVersionRow | null, after: FlowDefinition): FlowChanges {
  const { added, removed, changed, rerouted, limits, moved } = changesOf(before?.definition ?? null, after);
  return {
    since: before?.version ?? null,
    added: [...added],
    removed: [...removed],
    changed: changed.map((step) => ({ ...step, fields: [...step.fields] })),
    rerouted: [...rerouted],
    limits: [...limits],
    moved,
  };
}

const viewVersion = ({ definition, publishedAt, ...row }: FlowVersionRow): FlowVersionView => ({
  ...row,
  publishedAt: publishedAt.toISOString(),
  steps: definition.steps.length,
});
