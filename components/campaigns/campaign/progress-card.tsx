"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { LineSample } from "@/components/charts/progress/line-sample";
import { type DrawnPoint, differences, drawnPoints } from "@/components/charts/progress/view-model";
import { cn } from "@/components/ui/cn";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Skeleton } from "@/components/ui/skeleton";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { useSeen } from "@/components/ui/use-seen";
import { progressQuery } from "@/lib/client/progress";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { Progress } from "@/lib/reports/progress/definition";
import { STAGES } from "@/lib/reports/stage-hours/stages";
import { ReportCard } from "./report-card";

const VIEWS = ["chart", "table"] as const;
type View = (typeof VIEWS)[number];

/** Chart, table and what stands in for them have one height, so that nothing below moves. */
const HEIGHT = "h-64 sm:h-72";
/** Points; the roll-up knows quarters of an hour only, and fewer would draw a ramp that never was. */
const CURVE_FROM = 4;
/** Five columns fit on a phone. */
const NARROW = "px-1.5 first:pl-2 last:pr-2 sm:px-3";
const TIME = {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;
const placeholder = <Skeleton className={HEIGHT} />;
const ProgressChart = dynamic(
  () => import("@/components/charts/progress/chart").then((module) => module.ProgressChart),
  { ssr: false, loading: () => placeholder },
);

/** The end of the running interval moves with the clock and is no change. */
const change = ({ points }: Progress): string => JSON.stringify(points);

export function ProgressCard({ campaignId }: { readonly campaignId: number }) {
  const t = useTranslations("campaign.progress");
  const timeZone = useTimeZone() ?? "UTC";
  const [view, setView] = useQueryState("progress", parseAsStringLiteral(VIEWS).withDefault("chart"));
  const query = useQuery({ ...progressQuery(campaignId), ...useLivePolling<Progress>(change) });
  return (
    <ReportCard
      title={t("title")}
      description={t("text", { zone: timeZone })}
      actions={
        <SegmentedControl
          aria-label={t("view")}
          value={view}
          onValueChange={(value: View) => setView(value)}
          options={VIEWS.map((value) => ({ value, label: t(value) }))}
        />
      }
      query={query}
      isEmpty={({ points }) => points.length === 0}
      placeholder={placeholder}
    >
      {(data) => <Content data={data} view={view} />}
    </ReportCard>
  );
}

function Content({ data, view }: { readonly data: Progress; readonly view: View }) {
  const t = useTranslations("campaign.progress");
  const points = drawnPoints(data);
  // The chart's library is as large as a third of the page: who never scrolls here does without it.
  const { ref, isSeen } = useSeen();
  return (
    <div className="flex flex-col gap-3">
      <Legend end={points.at(-1)} />
      {view === "table" ? (
        <PointsTable points={points} />
      ) : points.length < CURVE_FROM ? (
        <p className={cn(HEIGHT, "grid place-items-center px-6 text-center text-ink-muted text-sm")}>
          {t("young")}
        </p>
      ) : (
        <div ref={ref} className={HEIGHT}>
          {isSeen ? <ProgressChart label={`${t("title")}. ${t("keys")}`} points={points} /> : placeholder}
        </div>
      )}
      <Differences data={data} />
    </div>
  );
}

function Legend({ end }: { readonly end: DrawnPoint | undefined }) {
  const status = useTranslations("status");
  const text = useMetricText();
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      {STAGES.map((stage) => (
        <div key={stage} className="flex items-center gap-2">
          <LineSample stage={stage} />
          <dt className="text-ink-muted">{status(stage)}</dt>
          <dd className="font-medium tabular-nums">{text.count(end?.[stage] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  );
}

function PointsTable({ points }: { readonly points: readonly DrawnPoint[] }) {
  const t = useTranslations("campaign.progress");
  const status = useTranslations("status");
  const format = useFormatter();
  const text = useMetricText();
  return (
    <Table label={`${t("title")}: ${t("table")}`} regionClassName={HEIGHT} className="max-sm:text-xs">
      <THead>
        <Tr>
          <Th className={NARROW}>{t("until")}</Th>
          {STAGES.map((stage) => (
            <Th key={stage} numeric className={NARROW}>
              {status(stage)}
            </Th>
          ))}
        </Tr>
      </THead>
      <TBody>
        {points.map((point) => (
          <Tr key={point.at}>
            <RowHeader className={cn(NARROW, "whitespace-nowrap font-normal")}>
              {format.dateTime(point.at, TIME)}
            </RowHeader>
            {STAGES.map((stage) => (
              <Td key={stage} numeric className={NARROW}>
                {text.count(point[stage])}
              </Td>
            ))}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** Why a line does not end at the funnel's number, where it doesn't. */
function Differences({ data }: { readonly data: Progress }) {
  const t = useTranslations("campaign.progress");
  const status = useTranslations("status");
  const format = useFormatter();
  const text = useMetricText();
  const found = differences(data);
  const implied = found
    .filter(({ stage }) => stage !== "rejected")
    .map(({ stage, count }) => t("part", { stage: status(stage), count: text.count(count) }));
  const corrected = found.find(({ stage }) => stage === "rejected");
  return (
    <>
      {implied.length > 0 && (
        <p className="text-ink-muted text-xs leading-relaxed">
          {t("implied", { list: format.list(implied) })}
        </p>
      )}
      {corrected && (
        <p className="text-ink-muted text-xs leading-relaxed">{t("corrected", { count: corrected.count })}</p>
      )}
    </>
  );
}
