"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { StatusBadge } from "@/components/status/status-badge";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { MessageView } from "@/lib/messages/contract";

export const messageHref = ({ campaignId, id }: Pick<MessageView, "campaignId" | "id">): string =>
  `/campaigns/${campaignId}/messages/${id}`;

/** When the message got its present status. */
function lastChange(message: MessageView): string {
  const at = {
    unknown: null,
    accepted: message.acceptedAt,
    sent: message.sentAt,
    delivered: message.deliveredAt,
    read: message.readAt,
    rejected: message.rejectedAt,
  };
  return at[message.status] ?? message.seenAt;
}

export function MessageTable({ messages }: { readonly messages: readonly MessageView[] }) {
  const t = useTranslations("campaign.messages");
  const countryName = useCountryName();
  return (
    <Table label={t("table")}>
      <THead>
        <Tr>
          <Th>{t("recipient")}</Th>
          <Th>{t("status")}</Th>
          <Th>{t("reason")}</Th>
          <Th>{t("lastChange")}</Th>
          <Th>{t("country_column")}</Th>
          <Th>{t("id")}</Th>
        </Tr>
      </THead>
      <TBody>
        {messages.map((message) => (
          <Tr key={message.id}>
            <RowHeader className="whitespace-nowrap">
              <Link
                href={messageHref(message)}
                prefetch={false}
                className="rounded-sm text-accent-text tabular-nums underline-offset-4 hover:underline"
              >
                {message.recipient ?? message.recipientUserId ?? t("hidden")}
              </Link>
            </RowHeader>
            <Td>
              <StatusBadge status={message.status === "sent" ? "silent" : message.status} />
            </Td>
            <Td className="min-w-40 max-w-80">
              {message.reason && <span title={message.reason.sentence}>{message.reason.title}</span>}
            </Td>
            <Td>
              <DateTime value={lastChange(message)} />
            </Td>
            <Td className="whitespace-nowrap">{message.country && countryName(message.country)}</Td>
            <Td
              className="max-w-48 truncate font-mono text-ink-muted text-xs"
              title={message.providerMessageId}
            >
              {message.providerMessageId}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
