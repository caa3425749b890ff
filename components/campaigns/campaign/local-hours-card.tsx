"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useFormatter, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { Heatmap } from "@/components/charts/heatmap/chart";
import type { HeatCell } from "@/components/charts/heatmap/view-model";
import { SegmentedControl } from "@/components/ui/radio-group";
import { localHoursQuery } from "@/lib/client/local-hours";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import type { LocalHours } from "@/lib/reports/local-hours/definition";
import { STAGES, type Stage } from "@/lib/reports/stage-hours/stages";
import { FirstReports } from "./first-reports";
import { ReportCard } from "./report-card";

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** A Monday, to name the weekdays from. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

export function LocalHoursCard({ campaignId }: { readonly campaignId: number }) {
  const t = useTranslations("campaign.localHours");
  const status = useTranslations("status");
  const [stage, setStage] = useQueryState("clock", parseAsStringLiteral(STAGES).withDefault("read"));
  const query = useQuery({ ...localHoursQuery(campaignId), ...useLivePolling<LocalHours>(reportChange) });
  return (
    <ReportCard
      title={t("title")}
      description={t("text")}
      actions={
        <SegmentedControl
          aria-label={t("stage")}
          value={stage}
          onValueChange={(value: Stage) => setStage(value)}
          options={STAGES.map((value) => ({ value, label: status(value) }))}
        />
      }
      query={query}
      isEmpty={({ cells, unplaced }) => cells.length === 0 && STAGES.every((one) => unplaced[one] === 0)}
    >
      {(data) => <Chart data={data} stage={stage} />}
    </ReportCard>
  );
}

function Chart({ data: { cells, unplaced }, stage }: { readonly data: LocalHours; readonly stage: Stage }) {
  const t = useTranslations("campaign.localHours");
  const status = useTranslations("status");
  const format = useFormatter();
  const text = useMetricText();
  const byPlace = new Map(cells.map((cell) => [`${cell.isoWeekday} ${cell.hour}`, cell[stage]]));
  const day = (isoWeekday: number, weekday: "short" | "long"): string =>
    format.dateTime(MONDAY + (isoWeekday - 1) * DAY, { weekday, timeZone: "UTC" });
  const clock = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;
  const rows = WEEKDAYS.map((isoWeekday) => ({
    key: String(isoWeekday),
    ramp: stage === "rejected" ? ("bad" as const) : ("good" as const),
    values: HOURS.map((hour) => byPlace.get(`${isoWeekday} ${hour}`) ?? 0),
    label: day(isoWeekday, "short"),
  }));
  const explain = (cell: HeatCell, row: number, hour: number): string =>
    t("cell", {
      day: day(row + 1, "long"),
      from: clock(hour),
      to: clock(hour + 1),
      stage: status(stage),
      count: text.count(cell.value),
    });
  return (
    <>
      <Heatmap
        label={`${t("title")}: ${status(stage)}`}
        corner={t("day")}
        columns={HOURS.map((hour) => ({ key: String(hour), label: String(hour).padStart(2, "0") }))}
        rows={rows}
        scale="all"
        explain={explain}
      />
      <FirstReports />
      {unplaced[stage] > 0 && (
        <p className="mt-1 text-ink-muted text-xs">{t("unplaced", { count: unplaced[stage] })}</p>
      )}
    </>
  );
}
