"use client";

import { useFormatter, useTranslations } from "use-intl";
import { humanDuration } from "@/components/charts/histogram/view-model";

/** Seconds in words: "4.2 s", "12 min", "1.5 h". */
export function useDuration(): (seconds: number) => string {
  const t = useTranslations("campaign.duration");
  const format = useFormatter();
  return (seconds) => {
    const { unit, n } = humanDuration(seconds);
    return t(unit, { n: format.number(n) });
  };
}
