import "server-only";
import type { ClientBase } from "pg";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import { type Context, mayAct } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { CHANNELS } from "@/lib/domain/message/status";
import { AppError, refusal } from "@/lib/errors";
import { endPlanned } from "@/lib/fallback/dispatch/store";
import type { Assessed } from "@/lib/fallback/manual/assess";
import type { BatchView, SendNowInput } from "@/lib/fallback/manual/contract";
import { assessChoice, chosenIds, needsApproval, willBePlanned } from "@/lib/fallback/manual/preview";
import {
  type BatchRow,
  cancelFollowing,
  findBatch,
  lockPlannedOf,
  lockRequest,
  type ManualAttempt,
  planBatch,
} from "@/lib/fallback/manual/store";

/** Milliseconds between the press of the button and the first request, in which all can be undone. */
const TIME_TO_UNDO = 30_000;

/**
 * Plans a fallback now for everyone of the choice whom the preview would not skip, each in a new cycle.
 * A repeat with the same request id plans nothing more.
 * @throws AppError forbidden (also above the approval limits), too_large, conflict
 */
export async function sendNow(ctx: Context, input: SendNowInput, now = Date.now()): Promise<BatchView> {
  requireRole(ctx, "operator");
  const known = await findBatch(ctx.workspaceId, input.requestId);
  if (known) return viewOf(input.requestId, known);
  const messageIds = await chosenIds(ctx, input);
  const planned = await inTransaction(pool(), async (client) => {
    await lockRequest(client, ctx.workspaceId, input.requestId);
    if (await findBatch(ctx.workspaceId, input.requestId, client)) return null;
    return plan(client, ctx, input, messageIds, now);
  });
  const batch = await getBatch(ctx, { id: input.requestId });
  if (planned !== null)
    await audit(ctx, "fallback.sent", input.requestId, { attempts: planned, chosen: messageIds.length });
  return batch;
}

async function plan(
  client: ClientBase,
  ctx: Context,
  { requestId, ruleId }: SendNowInput,
  messageIds: readonly string[],
  now: number,
): Promise<number> {
  const found = await assessChoice(client, ctx, messageIds, ruleId, now);
  if (!mayAct(ctx.role, "admin") && needsApproval(found))
    throw refusal(
      "forbidden",
      "approval_needed",
      "This is more than the workspace lets an operator send at once. An admin must send it, or choose fewer people.",
    );
  const attempts = found.assessed.filter(willBePlanned).map(attemptOf);
  if (attempts.length === 0)
    throw refusal(
      "conflict",
      "nobody_to_send",
      "Nobody of the chosen can be sent a fallback now; the preview says why.",
    );
  const batch = { id: requestId, plannedBy: ctx.actor.label, delay: TIME_TO_UNDO };
  return planBatch(client, ctx.workspaceId, batch, attempts);
}

function attemptOf({ candidate, rule }: Assessed): ManualAttempt {
  const step = rule?.rule.steps[0];
  if (!rule || !step) throw new Error("a message without a rule was let through");
  return {
    messageId: candidate.messageId,
    ruleId: rule.id,
    ruleVersion: rule.version,
    channel: CHANNELS.indexOf(step.channel),
    connectionId: step.connectionId,
  };
}

/** How far a batch is. @throws AppError not_found */
export async function getBatch(ctx: Context, { id }: { readonly id: string }): Promise<BatchView> {
  const row = await findBatch(ctx.workspaceId, id);
  if (!row) throw new AppError("not_found", "Nothing was sent by hand under this id in this workspace.");
  return viewOf(id, row);
}

const viewOf = (id: string, { plannedAt, ...row }: BatchRow): BatchView => ({
  id,
  ...row,
  dueAt: new Date(plannedAt.getTime() + TIME_TO_UNDO).toISOString(),
});

/**
 * Takes back what of a batch has not left. What a dispatcher has taken meanwhile stays; no further step follows it.
 * @throws AppError forbidden, not_found
 */
export async function undoBatch(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<{ cancelled: number; batch: BatchView }> {
  requireRole(ctx, "operator");
  await getBatch(ctx, { id });
  const cancelled = await inTransaction(pool(), async (client) => {
    const ids = await lockPlannedOf(client, ctx.workspaceId, id);
    const ended = ids.map((each) => ({ id: each, state: "cancelled", why: "undone" }) as const);
    await endPlanned(client, ctx.workspaceId, ended, ctx.actor.label);
    return ids.length + (await cancelFollowing(client, ctx.workspaceId, id, ctx.actor.label));
  });
  if (cancelled > 0) await audit(ctx, "fallback.cancelled", id, { attempts: cancelled });
  return { cancelled, batch: await getBatch(ctx, { id }) };
}
