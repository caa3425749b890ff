"use client";

import { useTranslations } from "use-intl";
import { useStepWords } from "@/components/flows/graph/step-words";
import { Tooltip } from "@/components/ui/tooltip";
import type { FlowStep } from "@/lib/domain/flow/definition";
import { useHeat } from "./heat-context";
import { NOTHING } from "./heat-model";
import { useHeatText } from "./use-heat-text";

type Props = { readonly step: FlowStep; readonly exit: string };

/** How many went along a line; the way to who they are. */
export function EdgeNumber({ step, exit }: Props) {
  const t = useTranslations("flowHeatmap");
  const words = useStepWords();
  const { numbers, other, choose } = useHeat();
  const { count, share, difference } = useHeatText();
  const mine = numbers.get(step.id) ?? NOTHING;
  const n = mine.exits[exit] ?? 0;
  const was = other && (other.numbers.get(step.id)?.exits[exit] ?? 0);
  const names = { step: words.title(step), exit: words.exit(step, exit) };
  return (
    <Tooltip content={t("edgeFormula", { ...names, count: count(n), rate: share(n, mine.entered) })}>
      <button
        type="button"
        className="nopan flex flex-col items-center rounded-sm leading-tight hover:text-accent-text"
        aria-label={t("edgeLabel", { ...names, count: count(n) })}
        onClick={() => choose(step.id, exit)}
      >
        {count(n)}
        {was !== null && was !== n && <span className="text-ink-muted">{difference(n, was)}</span>}
      </button>
    </Tooltip>
  );
}
