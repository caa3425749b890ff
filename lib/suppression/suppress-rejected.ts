import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { rejectedRecipients } from "@/lib/rejected/rejected-recipients";
import type { SuppressionOutcome, SuppressRejectedInput } from "@/lib/suppression/definition";
import { expiryOf } from "@/lib/suppression/expiry";
import { putSuppressions } from "@/lib/suppression/store";

/**
 * Puts rejected numbers on the list, each with the class of its newest rejection. A whole filter needs a
 * class or a code: "everyone who ever failed" would also suppress people whom only a broken template missed.
 * Works in short statements, so a repeat after a broken one goes on where it stopped.
 * @throws AppError forbidden, invalid_input
 */
export async function suppressRejected(
  ctx: Context,
  { messageIds, filter, note, expiresInDays }: SuppressRejectedInput,
  now: Date,
): Promise<SuppressionOutcome> {
  requireRole(ctx, "operator");
  if (filter && filter.class === undefined && filter.code === undefined) {
    throw new AppError(
      "invalid_input",
      "Choose a reason class or a code first; not every failure is the number's.",
    );
  }
  const choice = filter ? { filter } : { messageIds: messageIds ?? [] };
  const outcome = { added: 0, changed: 0, kept: 0 };
  const seen = new Set<string>();
  for await (const page of rejectedRecipients(ctx, choice)) {
    const fresh = page.filter(({ recipient }) => !seen.has(recipient) && seen.add(recipient));
    if (fresh.length === 0) continue;
    const given = { recipients: fresh.map((r) => r.recipient), reasons: fresh.map((r) => r.class) };
    const put = {
      ...given,
      note: note || null,
      createdBy: ctx.actor.label,
      expiresAt: expiryOf(expiresInDays, now),
    };
    const { added, changed } = await putSuppressions(prisma(), ctx.workspaceId, put, false);
    outcome.added += added;
    outcome.changed += changed;
    outcome.kept += fresh.length - added - changed;
  }
  const scope: Record<string, string | number | null> = filter
    ? { class: filter.class ?? null, code: filter.code ?? null }
    : { selected: messageIds?.length ?? 0 };
  await audit(ctx, "suppression.added", undefined, { ...outcome, ...scope, expiresInDays });
  return { ...outcome, unread: [], unreadCount: 0 };
}
