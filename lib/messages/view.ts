import { type Context, type Locale, mayAct } from "@/lib/auth/context";
import { CHANNELS, type Channel, statusOfCode } from "@/lib/domain/message/status";
import { ACTION_TEXT } from "@/lib/domain/reason/cause";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { MessageEvent, MessageReason, MessageView } from "@/lib/messages/contract";
import { privacyFor } from "@/lib/messages/privacy";
import type { EventRow, MessageRow } from "@/lib/messages/store";

/** A rejection in the reader's language. @param text - the provider's own sentence, already fit for the reader */
export function viewReason(
  where: { provider: string; channel: Channel; locale: Locale },
  code: string | null,
  text: string | null,
): MessageReason {
  const reason = reasonOf(where.provider, where.channel, code);
  return {
    code: reason.code,
    title: reason.title[where.locale],
    class: reason.class,
    sentence: reason.sentence[where.locale],
    mustAct: reason.mustAct,
    action: reason.action,
    actionText: ACTION_TEXT[reason.action][where.locale],
    text,
  };
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

export const channelOf = (row: { channel: number }): Channel => CHANNELS[row.channel] ?? "whatsapp";

/** @param provider - of the message's connection; "" when even that is gone */
export function viewMessage(
  ctx: Pick<Context, "role" | "locale">,
  row: MessageRow,
  provider: string,
): MessageView {
  const privacy = privacyFor(ctx.role);
  const status = statusOfCode(row.status ?? 0);
  const channel = channelOf(row);
  const where = { provider, channel, locale: ctx.locale };
  return {
    id: String(row.id),
    providerMessageId: privacy.messageId(row.providerMessageId, row.recipient),
    connectionId: String(row.connectionId),
    provider,
    campaignId: String(row.campaignId),
    channel,
    status,
    recipient: privacy.number(row.recipient),
    recipientUserId: privacy.userId(row.recipientUserId),
    sender: row.sender,
    country: row.country,
    timeZone: row.timeZone,
    template: row.template,
    locale: row.locale,
    seenAt: row.seenAt.toISOString(),
    acceptedAt: iso(row.acceptedAt),
    sentAt: iso(row.sentAt),
    deliveredAt: iso(row.deliveredAt),
    readAt: iso(row.readAt),
    rejectedAt: iso(row.rejectedAt),
    reason: status === "rejected" ? viewReason(where, row.errorCode, privacy.text(row.errorText)) : null,
    unknownWords: row.unknownWords,
  };
}

export function viewEvent(
  ctx: Pick<Context, "role" | "locale">,
  row: EventRow,
  where: { provider: string; channel: Channel },
): MessageEvent {
  const errorText = privacyFor(ctx.role).text(row.errorText);
  const status = statusOfCode(row.status);
  return {
    status,
    rawStatus: row.rawStatus,
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    errorCode: row.errorCode,
    errorText,
    reason:
      status === "rejected" ? viewReason({ ...where, locale: ctx.locale }, row.errorCode, errorText) : null,
  };
}

/** Whether a caller may look for people by a part of their number: a masked number could be guessed digit by digit. */
export const maySearchByPrefix = (ctx: Pick<Context, "role">): boolean => mayAct(ctx.role, "operator");
