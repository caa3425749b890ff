"use client";

import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { useHeat } from "./heat-context";
import { NOTHING } from "./heat-model";
import { useHeatText } from "./use-heat-text";

/** How a step's numbers add up. */
export function StepFormula({ id }: { readonly id: string }) {
  const t = useTranslations("flowHeatmap");
  const words = useStepWords();
  const { steps, numbers, report } = useHeat();
  const { count, share, formula } = useHeatText();
  const mine = numbers.get(id) ?? NOTHING;
  const came = steps.flatMap((from) =>
    Object.entries(from.exits).flatMap(([exit, target]) => {
      const n = numbers.get(from.id)?.exits[exit] ?? 0;
      return target === id && n > 0 ? [`${words.title(from)} › ${words.exit(from, exit)} ${count(n)}`] : [];
    }),
  );
  return (
    <div className="flex max-w-80 flex-col gap-1 rounded-md bg-ink px-2.5 py-1.5 text-canvas text-xs leading-relaxed shadow-popup">
      <span>{formula(mine)}</span>
      <span>
        {t("share", {
          count: count(mine.entered),
          runs: count(report.runs.entered),
          rate: share(mine.entered, report.runs.entered),
        })}
      </span>
      {came.length > 0 && <span>{t("cameFrom", { from: came.join(" + ") })}</span>}
    </div>
  );
}
