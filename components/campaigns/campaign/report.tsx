"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { attemptsHref, messagesHref } from "@/components/campaigns/links";
import { FunnelChart } from "@/components/charts/funnel/chart";
import { FunnelReach } from "@/components/charts/funnel/reach";
import { FallbackControl } from "@/components/fallback-rules/campaign-control";
import { FlowChoice } from "@/components/flows/flow-choice";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { campaignFunnelQuery } from "@/lib/client/campaign-funnel";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { ReachPart } from "@/lib/domain/fallback/reach";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { BreakdownCard } from "./breakdown-card";
import { FallbackCard } from "./fallback-card";
import { CampaignHeader, CampaignTabs } from "./header";
import { LatencyCard } from "./latency-card";
import { LocalHoursCard } from "./local-hours-card";
import { ProgressCard } from "./progress-card";
import { ReasonsCard } from "./reasons-card";
import { SilentCard } from "./silent-card";
import { StageHoursCard } from "./stage-hours-card";
import { type WebhookUrl, WebhookUrls } from "./webhooks";

type Props = {
  /** The campaign as the server saw it, so that the page opens with its numbers. */
  readonly initial: CampaignFunnel;
  readonly webhookUrls: readonly WebhookUrl[] | null;
  /** Null: the default flow. */
  readonly flowId: string | null;
};

export function CampaignReport({ initial, webhookUrls, flowId }: Props) {
  const t = useTranslations("campaign");
  const ui = useTranslations("ui");
  const { data, error, refetch, isFetching } = useQuery({
    ...campaignFunnelQuery(initial.id),
    ...useLivePolling<CampaignFunnel>(reportChange),
    initialData: initial,
  });
  if (!data) {
    if (!error) return <SkeletonRows label={ui("loading")} />;
    return (
      <ErrorState title={t("failed")} onRetry={() => refetch()} retrying={isFetching}>
        {error.message}
      </ErrorState>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <CampaignHeader campaign={data} failed={error !== null} webhookUrls={webhookUrls} />
      <CampaignTabs campaignId={data.id} current="report" />
      <FlowChoice campaignId={data.id} flowId={flowId} mayChange={webhookUrls !== null} />
      <FallbackControl campaignId={data.id} />
      {data.counters.attempted === 0 ? (
        <Waiting campaign={data} webhookUrls={webhookUrls} />
      ) : (
        <Cards campaign={data} mayAct={webhookUrls !== null} />
      )}
    </div>
  );
}

function Waiting({
  campaign,
  webhookUrls,
}: {
  readonly campaign: CampaignFunnel;
  readonly webhookUrls: Props["webhookUrls"];
}) {
  const t = useTranslations("campaign.webhook");
  const hasUrl = webhookUrls !== null && !campaign.isUnassigned;
  return (
    <Card title={t("waiting")} description={t(hasUrl ? "waitingText" : "waitingOnly")}>
      {webhookUrls && <WebhookUrls urls={webhookUrls} isUnassigned={campaign.isUnassigned} />}
    </Card>
  );
}

const reachHref = (campaignId: number, part: ReachPart): string | null => {
  if (part === "onWhatsApp") return messagesHref({ campaignId, show: "delivered" });
  if (part === "bySms") return attemptsHref({ campaignId, people: "recovered", channel: "sms" });
  if (part === "byCall") return attemptsHref({ campaignId, people: "recovered", channel: "voice" });
  return null;
};

function Cards({ campaign, mayAct }: { readonly campaign: CampaignFunnel; readonly mayAct: boolean }) {
  const t = useTranslations("campaign.funnel");
  const campaignId = campaign.id;
  return (
    <>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card title={t("title")} description={t("text")}>
          <FunnelChart counters={campaign.counters} hrefOf={(show) => messagesHref({ campaignId, show })} />
          {campaign.fallback.triggered > 0 && (
            <FunnelReach
              counters={campaign.counters}
              fallback={campaign.fallback}
              hrefOf={(part) => reachHref(campaignId, part)}
            />
          )}
        </Card>
        <SilentCard ages={campaign.silentByAge} />
      </div>
      <ProgressCard campaignId={campaignId} />
      <FallbackCard campaignId={campaignId} isExpected={campaign.fallback.triggered > 0} />
      <ReasonsCard campaignId={campaignId} mayAct={mayAct} />
      <StageHoursCard campaignId={campaignId} />
      <LocalHoursCard campaignId={campaignId} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <LatencyCard campaignId={campaignId} kind="delivered" />
        <LatencyCard campaignId={campaignId} kind="read" />
      </div>
      <div className="grid items-start gap-5 min-[1500px]:grid-cols-2">
        <BreakdownCard campaignId={campaignId} by="country" />
        <BreakdownCard campaignId={campaignId} by="template" />
      </div>
    </>
  );
}
