import "server-only";
import type { Context } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import type { ReasonClass } from "@/lib/domain/reason/classes";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { RejectedFilter } from "@/lib/rejected/definition";
import { findRejected, findRejectedByIds, type Key, type RejectedRow } from "@/lib/rejected/store";
import { whereOf } from "@/lib/rejected/where";

/** Rows a statement. */
const PAGE = 4000;

export type RejectedRecipient = { recipient: string; class: ReasonClass };

/** Who was rejected, and why, in pages: everyone whom the filter finds, or the named messages. */
export async function* rejectedRecipients(
  ctx: Context,
  choice: { filter: RejectedFilter } | { messageIds: readonly string[] },
): AsyncGenerator<RejectedRecipient[]> {
  if ("messageIds" in choice) {
    yield recipientsOf(await findRejectedByIds(ctx.workspaceId, choice.messageIds));
    return;
  }
  const where = await whereOf(ctx, choice.filter);
  let after: Key | null = null;
  for (;;) {
    const rows: RejectedRow[] = await findRejected(ctx.workspaceId, where, after, PAGE);
    yield recipientsOf(rows);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = { rejectedAt: last.rejectedAt, id: last.id };
  }
}

const recipientsOf = (rows: readonly RejectedRow[]): RejectedRecipient[] =>
  rows.flatMap(({ recipient, recipientUserId, provider, channel, code }) => {
    const known = recipient ?? recipientUserId;
    const reason = reasonClassOf(provider, CHANNELS[channel] ?? "whatsapp", code);
    return known === null ? [] : [{ recipient: known, class: reason }];
  });
