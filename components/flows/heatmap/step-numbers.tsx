"use client";

import { Ban, CircleX, Clock } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { useHeat } from "./heat-context";
import { NOTHING, type StepNumbers as Numbers, OUTCOMES } from "./heat-model";
import { useHeatText } from "./use-heat-text";

const BAR = {
  succeeded: "bg-status-delivered",
  inProgress: "bg-status-silent",
  failed: "bg-danger",
  cancelled: "bg-status-accepted",
} as const;

const SIGNS = [
  { key: "inProgress", Icon: Clock, tone: "text-status-silent" },
  { key: "failed", Icon: CircleX, tone: "text-danger-text" },
  { key: "cancelled", Icon: Ban, tone: "text-ink-muted" },
] as const;

/** What a card says of its step: how many came, and what became of them. */
export function StepNumbers({ id }: { readonly id: string }) {
  const { numbers, other, report } = useHeat();
  const { count, share, difference } = useHeatText();
  const mine = numbers.get(id) ?? NOTHING;
  const was = other && (other.numbers.get(id) ?? NOTHING).entered;
  return (
    <span className="flex w-full flex-col gap-1.5 tabular-nums">
      <span className="flex items-baseline justify-between gap-2">
        <span className="flex min-w-0 items-baseline gap-1.5">
          <span className="font-semibold text-[0.9375rem] leading-none">{count(mine.entered)}</span>
          {was === null ? (
            <span className="text-ink-muted text-xs leading-none">
              {share(mine.entered, report.runs.entered)}
            </span>
          ) : (
            <span className="truncate text-ink-muted text-xs leading-none">
              ← {count(was)} ({difference(mine.entered, was)})
            </span>
          )}
        </span>
        <Signs numbers={mine} />
      </span>
      <OutcomeBar numbers={mine} />
    </span>
  );
}

function Signs({ numbers }: { readonly numbers: Numbers }) {
  const t = useTranslations("flowHeatmap.count");
  const { count } = useHeatText();
  return (
    <span className="flex shrink-0 items-center gap-2 text-xs leading-none">
      {SIGNS.map(
        ({ key, Icon, tone }) =>
          numbers[key] > 0 && (
            <span
              key={key}
              title={t(key, { count: numbers[key] })}
              className={cn("inline-flex items-center gap-1 font-medium", tone)}
            >
              <Icon aria-hidden className="size-3" />
              {count(numbers[key])}
            </span>
          ),
      )}
    </span>
  );
}

/** Outcomes as parts of a whole; the numbers stand beside it. */
function OutcomeBar({ numbers }: { readonly numbers: Numbers }) {
  return (
    <span aria-hidden className="flex h-1 w-full gap-px overflow-hidden rounded-full bg-sunken">
      {OUTCOMES.map(
        (key) =>
          numbers[key] > 0 && (
            <span key={key} className={cn("min-w-1", BAR[key])} style={{ flexGrow: numbers[key] }} />
          ),
      )}
    </span>
  );
}
