"use client";

import { useQuery } from "@tanstack/react-query";
import { CampaignHeader, CampaignTabs } from "@/components/campaigns/campaign/header";
import type { WebhookUrl } from "@/components/campaigns/campaign/webhooks";
import { campaignFunnelQuery } from "@/lib/client/campaign-funnel";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { MessageList } from "./list";

type Props = {
  readonly initial: CampaignFunnel;
  readonly webhookUrls: readonly WebhookUrl[] | null;
  readonly mayUsePrefix: boolean;
};

export function CampaignMessages({ initial, webhookUrls, mayUsePrefix }: Props) {
  const { data, error } = useQuery({
    ...campaignFunnelQuery(initial.id),
    ...useLivePolling<CampaignFunnel>(reportChange),
    initialData: initial,
  });
  return (
    <div className="flex flex-col gap-5">
      <CampaignHeader campaign={data} failed={error !== null} webhookUrls={webhookUrls} />
      <CampaignTabs campaignId={initial.id} current="messages" />
      <MessageList campaignId={initial.id} mayUsePrefix={mayUsePrefix} />
    </div>
  );
}
