import "server-only";
import type { z } from "zod";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { restoreVersionInput, SaveDraftInput, savedDraft } from "@/lib/flows/contract";
import { problemsIn } from "@/lib/flows/problems";
import { referencesOf } from "@/lib/flows/references";
import { requireOpenFlow, requireVersion } from "@/lib/flows/require-flow";
import { type FlowRow, findFlowVersion, lockFlow, updateDraft } from "@/lib/flows/store";

export type SavedDraft = z.output<typeof savedDraft>;

/**
 * Keeps what the builder has open, also while it has problems.
 * @throws AppError forbidden, not_found, conflict when somebody else saved the draft meanwhile
 */
export async function saveDraft(
  ctx: Context,
  { id, definition, revision }: SaveDraftInput,
  now = new Date(),
): Promise<SavedDraft> {
  requireRole(ctx, "operator");
  const saved = await transaction(async (db) => {
    requireRevision(requireOpenFlow(await lockFlow(db, ctx.workspaceId, id)), revision);
    return updateDraft(db, ctx.workspaceId, id, { draft: definition, by: ctx.actor.label, at: now });
  });
  return { revision: saved, problems: problemsIn(definition, await referencesOf(ctx)) };
}

/** A former version becomes the draft; nothing runs by it before it is published. */
export async function restoreVersion(
  ctx: Context,
  { id, version, revision }: z.output<typeof restoreVersionInput>,
  now = new Date(),
): Promise<SavedDraft> {
  requireRole(ctx, "operator");
  const { saved, definition } = await transaction(async (db) => {
    const flow = requireOpenFlow(await lockFlow(db, ctx.workspaceId, id));
    if (revision !== undefined) requireRevision(flow, revision);
    const { definition } = requireVersion(await findFlowVersion(ctx.workspaceId, id, version, db));
    const draft = { draft: definition, by: ctx.actor.label, at: now };
    const saved = await updateDraft(db, ctx.workspaceId, id, draft);
    await audit(ctx, "flow.restored", flow.name, { version }, db);
    return { saved, definition };
  });
  return { revision: saved, problems: problemsIn(definition, await referencesOf(ctx)) };
}

/** @throws AppError conflict, with who saved the draft and when */
export function requireRevision(flow: FlowRow, revision: number): void {
  if (flow.draftRevision === revision) return;
  const { draftBy, draftAt, draftRevision } = flow;
  const at = draftAt.toISOString();
  const message = `${draftBy} saved this draft at ${at}, after you opened it. Keep your change as a copy, or load theirs.`;
  throw new AppError("conflict", message, {
    problems: [{ path: "", code: "draft_changed", message, params: { who: draftBy, when: at } }],
    details: { draftBy, draftAt: at, draftRevision },
  });
}
