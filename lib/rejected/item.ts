import "server-only";
import { type Context, type Locale, mayAct } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import { maskPhone } from "@/lib/domain/phone";
import { ACTION_TEXT, MUST_ACT_TEXT } from "@/lib/domain/reason/cause";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { RejectedItem } from "@/lib/rejected/definition";
import { recipientZone } from "@/lib/rejected/local-time";
import type { RejectedRow } from "@/lib/rejected/store";

/** A row in the reader's language, without what the reader may not see. */
export function itemOf(ctx: Context, row: RejectedRow): RejectedItem {
  const item = unmaskedItem(row, ctx.locale);
  return mayAct(ctx.role, "operator") ? item : masked(item);
}

function unmaskedItem(row: RejectedRow, locale: Locale): RejectedItem {
  const channel = CHANNELS[row.channel] ?? "whatsapp";
  const reason = reasonOf(row.provider, channel, row.code);
  return {
    id: row.id,
    providerMessageId: row.providerMessageId,
    status: "rejected",
    rejectedAt: row.rejectedAt.toISOString(),
    sender: row.sender,
    recipient: row.recipient,
    recipientUserId: row.recipientUserId,
    recipientTimeZone: recipientZone(row.timeZone, row.recipient),
    country: row.country,
    channel,
    campaignId: String(row.campaignId),
    campaignName: row.campaignName,
    connectionId: String(row.connectionId),
    connectionName: row.connectionName,
    reason: {
      code: reason.code,
      text: row.text,
      title: reason.title[locale],
      sentence: reason.sentence[locale],
      class: reason.class,
      mustAct: reason.mustAct,
      mustActText: MUST_ACT_TEXT[reason.mustAct][locale],
      action: reason.action,
      actionText: ACTION_TEXT[reason.action][locale],
    },
  };
}

/** Providers repeat the number in their sentences, and Meta's message ids hold it in base64. */
function masked(item: RejectedItem): RejectedItem {
  return {
    ...item,
    recipient: item.recipient === null ? null : maskPhone(item.recipient),
    recipientUserId: item.recipientUserId === null ? null : maskPhone(item.recipientUserId),
    providerMessageId: `…${item.providerMessageId.slice(-6)}`,
    reason: { ...item.reason, text: item.reason.text?.replace(/\+?\d[\d\s().-]{5,}\d/g, "••••••") ?? null },
  };
}
