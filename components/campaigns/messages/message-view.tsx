"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { campaignHref, messagesHref } from "@/components/campaigns/links";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { MessageAttempts } from "@/components/fallbacks/message-attempts";
import { StatusBadge } from "@/components/status/status-badge";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { AttemptWithLog } from "@/lib/fallback/attempts/contract";
import type { MessageView as Message, MessageEvent } from "@/lib/messages/contract";
import { Timeline } from "./timeline";

type Props = {
  readonly message: Message;
  readonly events: readonly MessageEvent[];
  readonly campaign: { readonly id: number; readonly name: string };
  readonly providerName: string;
  /** Registered, or the likeliest of the number. */
  readonly recipientZone: string | null;
  readonly attempts: readonly AttemptWithLog[];
  readonly mayAct: boolean;
};

export function MessageView(props: Props) {
  const { message, events, campaign, providerName, recipientZone } = props;
  const t = useTranslations("campaign.message");
  const c = useTranslations("campaign");
  const countryName = useCountryName();
  const recipient = message.recipient ?? message.recipientUserId ?? c("messages.hidden");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader
        title={t("title", { recipient })}
        meta={<StatusBadge status={message.status === "sent" ? "silent" : message.status} />}
        breadcrumbs={[
          { label: c("overview"), href: "/" },
          { label: campaign.name, href: campaignHref(campaign.id) },
          { label: c("tabs.messages"), href: messagesHref({ campaignId: campaign.id }) },
        ]}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Timeline events={events} attempts={props.attempts} recipientZone={recipientZone} />
          <MessageAttempts attempts={props.attempts} mayAct={props.mayAct} />
        </div>
        <Card title={t("details")}>
          <dl className="flex flex-col gap-3">
            <Detail name={t("recipient")}>{message.recipient}</Detail>
            <Detail name={t("bsuid")}>{message.recipientUserId}</Detail>
            <Detail name={t("sender")}>{message.sender}</Detail>
            <Detail name={t("country")}>{message.country && countryName(message.country)}</Detail>
            <Detail name={t("timeZone")}>{recipientZone ?? t("unknownZone")}</Detail>
            <Detail name={t("channel")}>{t(`channels.${message.channel}`)}</Detail>
            <Detail name={t("template")}>{message.template}</Detail>
            <Detail name={t("provider")}>{providerName}</Detail>
            <Detail name={t("messageId")}>
              <code className="break-all font-mono text-xs">{message.providerMessageId}</code>
            </Detail>
            <Detail name={t("unknownWords")}>{message.unknownWords.join(", ")}</Detail>
          </dl>
        </Card>
      </div>
    </div>
  );
}

/** Nothing is shown for what the provider did not tell. */
function Detail({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}
