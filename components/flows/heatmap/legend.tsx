"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { Ramp } from "./heat-model";

const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What colour and width mean; the numbers stand beside them. */
export function Legend() {
  const t = useTranslations("flowHeatmap.legend");
  const format = useFormatter();
  const half = t("max", { rate: format.number(0.5, "percent") });
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-2xs text-ink-muted">
      <Scale ramp="good" label={t("good")} max={format.number(1, "percent")} />
      <Scale ramp="bad" label={t("bad")} max={half} />
      <span>{t("width")}</span>
    </div>
  );
}

function Scale({ ramp, label, max }: { readonly ramp: Ramp; readonly label: string; readonly max: string }) {
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
