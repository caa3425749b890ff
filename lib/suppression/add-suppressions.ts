import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { MAX_NUMBERS } from "@/lib/suppression/choices";
import type {
  AddSuppressionsInput,
  SuppressionOutcome,
  SuppressRecipientsInput,
} from "@/lib/suppression/definition";
import { expiryOf } from "@/lib/suppression/expiry";
import { parseList } from "@/lib/suppression/parse-list";
import { putSuppressions } from "@/lib/suppression/store";

/** Lines that could not be read which the answer names; more would help nobody. */
const SHOWN_UNREAD = 20;

/** Puts numbers on the list; those on it already get the new reason and end. @throws AppError forbidden */
export function suppressRecipients(
  ctx: Context,
  { recipients, reason, note, expiresInDays }: SuppressRecipientsInput,
  now = new Date(),
): Promise<{ added: number; changed: number }> {
  requireRole(ctx, "operator");
  return transaction(async (db) => {
    const given = { recipients, reasons: recipients.map(() => reason), note: note || null };
    const put = { ...given, createdBy: ctx.actor.label, expiresAt: expiryOf(expiresInDays, now) };
    const outcome = await putSuppressions(db, ctx.workspaceId, put, true);
    await audit(ctx, "suppression.added", undefined, { ...outcome, reason, expiresInDays }, db);
    return outcome;
  });
}

/**
 * Puts pasted or imported numbers on the list. What can be read is added; the rest is named, line by line.
 * @throws AppError forbidden; invalid_input when there are too many or none can be read
 */
export async function addSuppressions(
  ctx: Context,
  { list, plusMissing, reason, note, expiresInDays }: AddSuppressionsInput,
  now: Date,
): Promise<SuppressionOutcome> {
  requireRole(ctx, "operator");
  const { recipients, unread } = parseList(list, plusMissing);
  if (recipients.length > MAX_NUMBERS) {
    throw new AppError(
      "invalid_input",
      `Add at most ${MAX_NUMBERS} numbers at a time; these are ${recipients.length}.`,
    );
  }
  const outcome =
    recipients.length === 0
      ? { added: 0, changed: 0 }
      : await suppressRecipients(ctx, { recipients: [...recipients], reason, note, expiresInDays }, now);
  return { ...outcome, kept: 0, unread: unread.slice(0, SHOWN_UNREAD), unreadCount: unread.length };
}
