"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import type { HeatVisits } from "@/lib/reports/flow/definition";
import { shareOf } from "./heat-model";

/** Numbers, shares and formulas as all parts of the heatmap write them. */
export function useHeatText() {
  const t = useTranslations("flowHeatmap");
  const format = useFormatter();
  const { count, percent } = useMetricText();
  return {
    count,
    percent,
    share: (part: number, whole: number): string => percent(shareOf(part, whole)),
    signed: (n: number): string => format.number(n, { signDisplay: "exceptZero" }),
    /** "+12.5 %", or the plain difference where there was nothing before. */
    difference: (now: number, was: number): string =>
      was === 0
        ? format.number(now - was, { signDisplay: "exceptZero" })
        : format.number((now - was) / was, {
            style: "percent",
            maximumFractionDigits: 1,
            signDisplay: "exceptZero",
          }),
    formula: ({ entered, succeeded, inProgress, failed, cancelled }: HeatVisits): string =>
      t("formula", {
        entered: count(entered),
        succeeded: count(succeeded),
        inProgress: count(inProgress),
        failed: count(failed),
        cancelled: count(cancelled),
      }),
  };
}
