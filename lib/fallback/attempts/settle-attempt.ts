import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { pool } from "@/lib/db/client";
import type { Attempt } from "@/lib/domain/fallback/attempt";
import { type AppError, refusal } from "@/lib/errors";
import { getAttempt } from "@/lib/fallback/attempts/attempt-log";
import type { AttemptWithLog } from "@/lib/fallback/attempts/contract";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";

/**
 * A person says what became of a request whose fate nobody could find out. "sent" waits for a status;
 * "not_sent" gives the money back and leaves the person to the rule's next step.
 * @throws AppError forbidden, not_found, conflict (somebody or a status was faster)
 */
export async function settleAttempt(
  ctx: Context,
  { id, as }: { readonly id: string; readonly as: "sent" | "not_sent" },
  now = Date.now(),
): Promise<AttemptWithLog> {
  requireRole(ctx, "operator");
  const before = await getAttempt(ctx, { id });
  if (before.state !== "unknown") throw notUnknown(before);
  const log = { kind: "settled", detail: `${as} · ${ctx.actor.label}` };
  const after = await applyEvent(pool(), ctx.workspaceId, id, { event: { kind: "settle", as }, log }, now);
  if (after?.state !== (as === "sent" ? "accepted" : "failed")) throw notUnknown(after ?? before);
  await audit(ctx, "fallback.settled", id, { as, campaign: before.campaignName });
  return getAttempt(ctx, { id });
}

const notUnknown = ({ state }: Pick<Attempt, "state">): AppError =>
  refusal("conflict", "attempt_settled", `Nothing is left to settle: this attempt is ${state} by now.`);

/**
 * Takes back an attempt that has not left.
 * @throws AppError forbidden, not_found, conflict (it has left, or ended)
 */
export async function cancelAttempt(
  ctx: Context,
  { id }: { readonly id: string },
  now = Date.now(),
): Promise<AttemptWithLog> {
  requireRole(ctx, "operator");
  const before = await getAttempt(ctx, { id });
  if (before.state !== "planned") throw tooLate(before);
  const log = { kind: "cancelled", detail: `by_person · ${ctx.actor.label}` };
  const happening = { event: { kind: "cancel", why: "by_person" }, log } as const;
  const after = await applyEvent(pool(), ctx.workspaceId, id, happening, now);
  if (after?.state !== "cancelled") throw tooLate(after ?? before);
  await audit(ctx, "fallback.cancelled", id, { attempts: 1, campaign: before.campaignName });
  return getAttempt(ctx, { id });
}

const tooLate = ({ state }: Pick<Attempt, "state">): AppError =>
  refusal(
    "conflict",
    "attempt_not_planned",
    `Only what is still planned can be cancelled; this attempt is ${state}.`,
  );
