"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { Heatmap } from "@/components/charts/heatmap/chart";
import type { HeatCell } from "@/components/charts/heatmap/view-model";
import { StatusIcon } from "@/components/status/status-badge";
import { reportChange } from "@/lib/client/report-change";
import { stageHoursQuery } from "@/lib/client/stage-hours";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { StageHours } from "@/lib/reports/stage-hours/definition";
import { STAGES } from "@/lib/reports/stage-hours/stages";
import { FirstReports } from "./first-reports";
import { ReportCard } from "./report-card";

const HOUR = 3_600_000;

export function StageHoursCard({ campaignId }: { readonly campaignId: number }) {
  const t = useTranslations("campaign.stageHours");
  const query = useQuery({ ...stageHoursQuery(campaignId), ...useLivePolling<StageHours>(reportChange) });
  const launch = query.data?.launchedAt;
  return (
    <ReportCard
      title={t("title")}
      description={
        <>
          {t("text")} {launch && t("launched", { time: new Date(launch) })}
        </>
      }
      query={query}
      isEmpty={({ hours, later }) => hours.length === 0 && later === null}
    >
      {(data) => <Chart data={data} />}
    </ReportCard>
  );
}

function Chart({ data: { launchedAt, hours, later } }: { readonly data: StageHours }) {
  const t = useTranslations("campaign.stageHours");
  const status = useTranslations("status");
  const format = useFormatter();
  const text = useMetricText();
  const launch = Date.parse(launchedAt ?? "");
  const columns = hours.map(({ hour }) => ({
    key: String(hour),
    label: format.number(hour, "count") as string,
  }));
  const rows = STAGES.map((stage) => ({
    key: stage,
    ramp: stage === "rejected" ? ("bad" as const) : ("good" as const),
    values: [...hours.map((row) => row[stage]), ...(later ? [later[stage]] : [])],
    label: (
      <span className="inline-flex items-center gap-1.5">
        <StatusIcon status={stage} />
        {status(stage)}
      </span>
    ),
  }));
  const explain = (cell: HeatCell, row: number, column: number): string => {
    const stage = status(STAGES[row] ?? "sent");
    const numbers = { stage, count: text.count(cell.value), share: text.percent(cell.share) };
    const hour = hours[column]?.hour;
    if (hour === undefined) return t("laterCell", { ...numbers, hour: text.count(hours.length - 1) });
    const from = format.dateTime(launch + hour * HOUR, "moment");
    const to = format.dateTime(launch + (hour + 1) * HOUR, "time");
    return t("cell", { ...numbers, hour: text.count(hour), from, to });
  };
  return (
    <>
      <Heatmap
        label={t("title")}
        corner={t("stage")}
        columns={later ? [...columns, { key: "later", label: t("later") }] : columns}
        rows={rows}
        scale="row"
        explain={explain}
      />
      <FirstReports />
    </>
  );
}
