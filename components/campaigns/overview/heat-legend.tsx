"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { HeatRamp } from "@/components/ui/heat";

const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What the colours mean; the numbers stand in the cells as well. */
export function HeatLegend() {
  const t = useTranslations("metrics");
  const format = useFormatter();
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-2xs text-ink-muted">
      <Ramp ramp="good" label={t("legendGood")} max={format.number(1, "percent")} />
      <Ramp
        ramp="bad"
        label={t("legendBad")}
        max={t("legendBadMax", { rate: format.number(0.5, "percent") })}
      />
    </div>
  );
}

function Ramp({
  ramp,
  label,
  max,
}: {
  readonly ramp: HeatRamp;
  readonly label: string;
  readonly max: string;
}) {
  const format = useFormatter();
  return (
    <span className="inline-flex items-center gap-2">
      <span className="font-medium text-ink">{label}</span>
      <span>{format.number(0, "percent")}</span>
      <span aria-hidden className="flex overflow-hidden rounded-sm">
        {STEPS.map((step) => (
          <span key={step} className={`heat-${ramp}-${step} h-2.5 w-3.5`} />
        ))}
      </span>
      <span>{max}</span>
    </span>
  );
}
