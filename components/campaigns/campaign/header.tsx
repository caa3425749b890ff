"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { AsOf } from "@/components/campaigns/as-of";
import { campaignHref, messagesHref, rejectedHref } from "@/components/campaigns/links";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { CampaignActions } from "./actions";
import { WebhookDialog, type WebhookUrl } from "./webhooks";

/** ms; the latest activity is known by the quarter of an hour. */
const LIVE_WITHIN = 16 * 60_000;

type Props = {
  readonly campaign: CampaignFunnel;
  readonly failed: boolean;
  /** Null for people who may not change the campaign: the addresses are as good as keys. */
  readonly webhookUrls: readonly WebhookUrl[] | null;
};

export function CampaignHeader({ campaign, failed, webhookUrls }: Props) {
  const t = useTranslations("campaign");
  const { asOf, latestAt } = campaign;
  const live = latestAt !== null && Date.parse(asOf) - Date.parse(latestAt) < LIVE_WITHIN;
  return (
    <PageHeader
      title={campaign.name}
      breadcrumbs={[{ label: t("overview"), href: "/" }]}
      meta={
        <>
          {campaign.archivedAt && <Badge>{t("archived")}</Badge>}
          <AsOf asOf={asOf} live={live} failed={failed} />
        </>
      }
      description={campaign.isUnassigned ? t("unassigned") : undefined}
      actions={
        <>
          <LinkButton href={rejectedHref(campaign.id)}>{t("rejectedList")}</LinkButton>
          {webhookUrls && (
            <>
              <WebhookDialog urls={webhookUrls} isUnassigned={campaign.isUnassigned} />
              <CampaignActions campaign={campaign} />
            </>
          )}
        </>
      }
    />
  );
}

/** Report and messages of a campaign are two pages; links, so that each has its address. */
export function CampaignTabs({
  campaignId,
  current,
}: {
  readonly campaignId: number;
  readonly current: "report" | "messages";
}) {
  const t = useTranslations("campaign.tabs");
  const tab = (name: "report" | "messages", href: string): ReactNode => (
    <Link
      href={href}
      aria-current={name === current ? "page" : undefined}
      className={cn(
        "-mb-px flex h-9 items-center border-transparent border-b-2 font-medium text-ink-muted transition-colors hover:text-ink",
        "aria-[current]:border-accent aria-[current]:text-ink pointer-coarse:h-11",
      )}
    >
      {t(name)}
    </Link>
  );
  return (
    <nav aria-label={t("label")} className="flex gap-5 border-line border-b">
      {tab("report", campaignHref(campaignId))}
      {tab("messages", messagesHref({ campaignId }))}
    </nav>
  );
}
