import { CHANNELS, statusOfCode } from "@/lib/domain/message/status";
import { reasonOf } from "@/lib/domain/reason/dictionary";
import type { LoggedStatus } from "@/lib/webhooks-out/read-log/store";

/** The `data` of status.changed and message.rejected. Ids are strings, times ISO 8601 in UTC. */
export function statusData(row: LoggedStatus): object {
  const channel = CHANNELS[row.channel] ?? "whatsapp";
  const status = statusOfCode(row.status);
  return {
    messageId: row.messageId,
    providerMessageId: row.providerMessageId,
    connectionId: String(row.connectionId),
    provider: row.provider,
    campaignId: String(row.campaignId),
    campaign: row.campaign,
    channel,
    recipient: row.recipient,
    recipientUserId: row.recipientUserId,
    country: row.country,
    template: row.template,
    status,
    rawStatus: row.rawStatus,
    occurredAt: new Date(row.occurred).toISOString(),
    receivedAt: new Date(row.received).toISOString(),
    reason: status === "rejected" ? reasonData(row, channel) : null,
  };
}

function reasonData(
  { provider, errorCode, errorText }: LoggedStatus,
  channel: (typeof CHANNELS)[number],
): object {
  const reason = reasonOf(provider, channel, errorCode);
  return {
    code: reason.code,
    class: reason.class,
    title: reason.title.en,
    action: reason.action,
    text: errorText,
  };
}
