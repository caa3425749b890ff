"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { attemptsHref } from "@/components/campaigns/links";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import type { GridPoint } from "@/components/charts/use-grid";
import { useMoney } from "@/components/fallbacks/use-money";
import { cn } from "@/components/ui/cn";
import { heatClass } from "@/components/ui/heat";
import type { Counters } from "@/lib/domain/campaign/counters";
import {
  type FallbackCounters,
  missed,
  netRecovered,
  onlyFollowsDelivery,
  recovered,
  recoveryRate,
} from "@/lib/domain/fallback/people";
import { COLUMNS, FALLBACK_COLUMNS, type FallbackColumn, isKnown } from "./rows";

/** What the cells of a row count. */
export type RowNumbers = { readonly counters: Counters; readonly fallback: FallbackCounters };

type Props = RowNumbers & {
  readonly currency: string;
  readonly row: number;
  readonly cellProps: (point: GridPoint) => { readonly "data-cell": string; readonly tabIndex: number };
  /** What the numbers count; null where no list shows exactly that. */
  readonly group: {
    readonly from: string | null;
    readonly to: string | null;
    readonly campaignId?: number;
  } | null;
  readonly className?: string;
};

/** The fallback's numbers of a campaign, or of all; each leads to the attempts behind it. */
export function FallbackCells({ counters, fallback, currency, row, cellProps, group, className }: Props) {
  const look = "block rounded-md hover:outline hover:outline-ink focus-visible:outline-offset-0";
  return FALLBACK_COLUMNS.map((column, index) => {
    const cell = cellProps({ row, column: COLUMNS.length + 1 + index });
    const figure = <Figure column={column} counters={counters} fallback={fallback} currency={currency} />;
    return (
      <td
        key={column}
        className={cn(
          "border-line border-b bg-surface p-0.5 group-hover:bg-hover",
          index === 0 && "border-l",
          className,
        )}
      >
        {group && isKnown(column, fallback) ? (
          <Link
            {...cell}
            href={attemptsHref({ ...group, people: peopleOf(column, fallback) })}
            prefetch={false}
            className={look}
          >
            {figure}
          </Link>
        ) : (
          <div {...cell} className={look}>
            {figure}
          </div>
        )}
      </td>
    );
  });
}

/** Sends that follow a delivery are to nobody who was missed: the list of all attempts has them. */
function peopleOf(column: FallbackColumn, fallback: FallbackCounters): "recovered" | "sent_to" | undefined {
  if (column === "recovered") return "recovered";
  return column === "spend" && onlyFollowsDelivery(fallback) ? undefined : "sent_to";
}

type FigureProps = RowNumbers & { readonly column: FallbackColumn; readonly currency: string };

function Figure({ column, counters, fallback, currency }: FigureProps) {
  const text = useMetricText();
  const m = useTranslations("metrics");
  const money = useMoney();
  const look =
    "flex h-10.5 min-w-15 flex-col items-end justify-center rounded-md px-2 tabular-nums leading-tight sm:px-2.5";
  if (!isKnown(column, fallback)) return <span className={cn(look, "text-ink-faint")}>{m("undefined")}</span>;
  if (column === "recovered") {
    const rate = recoveryRate(counters, fallback);
    return (
      <span className={cn(look, "transition-colors duration-500", heatClass("good", rate))}>
        <span className="font-semibold">{text.percent(rate)}</span>
        <span className="text-2xs">{text.count(recovered(fallback))}</span>
      </span>
    );
  }
  return (
    <span className={look}>
      <span className="font-semibold">
        {column === "sentTo" ? text.count(fallback.sentTo) : money(fallback.spentMicros, currency)}
      </span>
    </span>
  );
}

/** What a column of the fallback means and, for a row, how its number comes about. */
export function FallbackExplanation({
  column,
  numbers,
  currency,
}: {
  readonly column: FallbackColumn;
  readonly numbers: RowNumbers | null;
  readonly currency: string;
}) {
  const m = useTranslations("metrics");
  const f = useTranslations("metrics.fallback");
  const text = useMetricText();
  const money = useMoney();
  const net = numbers ? netRecovered(numbers.fallback) : 0;
  return (
    <>
      <span className="block">{f(`meaning.${column}`)}</span>
      {column === "recovered" && (
        <span className="block font-semibold">
          {m("formula", {
            metric: f("rate.recovery"),
            numerator: f("quantity.recovered"),
            denominator: f("quantity.missed"),
          })}
        </span>
      )}
      {column === "recovered" && numbers && (
        <span className="block tabular-nums">
          {m("filled", {
            part: text.count(recovered(numbers.fallback)),
            whole: text.count(missed(numbers.counters, numbers.fallback)),
            rate: text.percent(recoveryRate(numbers.counters, numbers.fallback)),
          })}
        </span>
      )}
      {column !== "recovered" && numbers && onlyFollowsDelivery(numbers.fallback) && (
        <span className="block">{f("followsDelivery")}</span>
      )}
      {column === "spend" && numbers && net > 0 && (
        <span className="block tabular-nums">
          {f("cost", {
            spend: money(numbers.fallback.spentMicros, currency),
            people: text.count(net),
            cost: money(Math.round(numbers.fallback.spentMicros / net), currency),
          })}
        </span>
      )}
    </>
  );
}
