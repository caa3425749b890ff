import "server-only";
import type { Context } from "@/lib/auth/context";
import { providerOfConnections } from "@/lib/connections/provider-of-connections";
import { toPage } from "@/lib/contracts/page";
import { STATUS_CODE } from "@/lib/domain/message/status";
import { isE164 } from "@/lib/domain/phone";
import { isBsuid, type ListMessagesInput, type MessageView } from "@/lib/messages/contract";
import { findGroup } from "@/lib/messages/find-group";
import type { MessageGroup, Whose } from "@/lib/messages/store";
import { maySearchByPrefix, viewMessage } from "@/lib/messages/view";

type Filter = Partial<ListMessagesInput> & Pick<ListMessagesInput, "limit"> & MessageGroup;

/** Newest first, a page at a time. */
export async function listMessages(
  ctx: Context,
  { limit, cursor, status, recipient, search, ...exact }: Filter,
): Promise<{ items: MessageView[]; nextCursor: string | null }> {
  const whose = whoseOf(ctx, recipient, search);
  if (whose?.length === 0) return { items: [], nextCursor: null };
  const filter = { ...exact, status: status && STATUS_CODE[status], whose, before: cursor };
  const [rows, providers] = await Promise.all([
    findGroup(ctx.workspaceId, filter, limit + 1),
    providerOfConnections(ctx.workspaceId),
  ]);
  return toPage(rows, limit, (row) => viewMessage(ctx, row, providers.get(row.connectionId) ?? ""));
}

/** Undefined: everyone. Empty: nobody can match. */
function whoseOf(
  ctx: Context,
  recipient: string | undefined,
  search: string | undefined,
): Whose[] | undefined {
  if (recipient !== undefined) return recipientOf(ctx, recipient);
  if (search === undefined) return undefined;
  const byNumber = isBsuid(search) || numberOf(search) ? recipientOf(ctx, search) : [];
  return [...byNumber, { providerMessageId: search }];
}

function recipientOf(ctx: Context, text: string): Whose[] {
  const number = numberOf(text);
  if (!number) return [{ userId: text }];
  if (maySearchByPrefix(ctx)) return [{ numberPrefix: number }];
  return isE164(number) ? [{ number }] : [];
}

/** "+1 (202) 555" as "+1202555"; null for what is no beginning of a number. */
function numberOf(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, "").replace(/^\+/, "");
  return /^[1-9]\d{0,14}$/.test(digits) ? `+${digits}` : null;
}
