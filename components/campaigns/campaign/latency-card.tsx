"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useDuration } from "@/components/campaigns/use-duration";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { Histogram } from "@/components/charts/histogram/chart";
import { InlineTip } from "@/components/ui/tooltip";
import { latencyQuery } from "@/lib/client/latency";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { ratio } from "@/lib/domain/campaign/metrics";
import type { Latency, Waits } from "@/lib/reports/latency/definition";
import { ReportCard } from "./report-card";

type Kind = "delivered" | "read";
const FILL = { delivered: "bg-status-delivered", read: "bg-status-read" };

/** Both cards read the same report; TanStack Query asks for it once. */
export function LatencyCard({ campaignId, kind }: { readonly campaignId: number; readonly kind: Kind }) {
  const t = useTranslations("campaign.latency");
  const query = useQuery({ ...latencyQuery(campaignId), ...useLivePolling<Latency>(reportChange) });
  const n = query.data?.[kind].n ?? 0;
  return (
    <ReportCard
      title={t(kind)}
      description={n > 0 ? t("text", { count: n }) : undefined}
      query={query}
      isEmpty={(data) => data[kind].n === 0}
      nothing={t("none")}
    >
      {(data) => <Distribution kind={kind} waits={data[kind]} />}
    </ReportCard>
  );
}

function Distribution({ kind, waits }: { readonly kind: Kind; readonly waits: Waits }) {
  const t = useTranslations("campaign.latency");
  const text = useMetricText();
  const duration = useDuration();
  const explain = (index: number): string => {
    const bar = waits.bars[index];
    if (!bar) return "";
    const share = text.percent(ratio(bar.n, waits.n));
    return t("bar", { from: duration(bar.from), to: duration(bar.to), count: text.count(bar.n), share });
  };
  return (
    <div className="flex flex-col gap-5">
      <dl className="flex gap-8">
        <Figure name={t("median")} why={t("medianWhy")} value={duration(waits.median ?? 0)} />
        <Figure name={t("p90")} why={t("p90Why")} value={duration(waits.p90 ?? 0)} />
      </dl>
      <Histogram
        label={`${t(kind)}: ${t("table")}`}
        bars={waits.bars.map(({ to, n }) => ({ key: String(to), n, tick: duration(to) }))}
        explain={explain}
        fill={FILL[kind]}
      />
    </div>
  );
}

function Figure({
  name,
  why,
  value,
}: {
  readonly name: string;
  readonly why: string;
  readonly value: string;
}) {
  return (
    <div>
      <dt className="text-ink-muted text-xs">
        <InlineTip content={why}>{name}</InlineTip>
      </dt>
      <dd className="font-semibold text-xl tabular-nums tracking-tight">{value}</dd>
    </div>
  );
}
