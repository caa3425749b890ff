"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { Counters } from "@/lib/domain/campaign/counters";
import { METRICS, type MetricName, quantity, rate } from "@/lib/domain/campaign/metrics";

/** Always one decimal, so that rates stand under each other digit by digit. */
const ONE_DECIMAL = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;

/** Words and numbers of the metrics, the same wherever one is shown. */
export function useMetricText() {
  const t = useTranslations("metrics");
  const format = useFormatter();
  const count = (n: number): string => format.number(n, "count");
  const percent = (value: number | null): string =>
    value === null ? t("undefined") : format.number(value, ONE_DECIMAL);
  return {
    count,
    percent,
    rateOf: (counters: Counters, name: MetricName): string => percent(rate(counters, name)),
    /** "Delivery rate = Delivered ÷ Sent" */
    formula: (name: MetricName): string =>
      t("formula", {
        metric: t(`rate.${name}`),
        numerator: t(`quantity.${METRICS[name].numerator}`),
        denominator: t(`quantity.${METRICS[name].denominator}`),
      }),
    /** "800 ÷ 940 = 85.1 %" */
    filled: (counters: Counters, name: MetricName): string =>
      t("filled", {
        part: count(quantity(counters, METRICS[name].numerator)),
        whole: count(quantity(counters, METRICS[name].denominator)),
        rate: percent(rate(counters, name)),
      }),
  };
}
