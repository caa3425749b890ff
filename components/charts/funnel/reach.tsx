"use client";

import Link from "next/link";
import { type ReactElement, useId } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { ChangingNumber } from "@/components/charts/changing-number";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { Counters } from "@/lib/domain/campaign/counters";
import { type FallbackCounters, reach, reached, reachWithout } from "@/lib/domain/fallback/people";
import { type ReachPart, reachOf } from "@/lib/domain/fallback/reach";

const FILL: Readonly<Record<ReachPart, string>> = {
  onWhatsApp: "bg-status-delivered",
  bySms: "bg-accent",
  byCall: "bg-accent-soft ring-1 ring-accent ring-inset",
  notReached: "bg-sunken ring-1 ring-line-strong ring-inset",
};

type Props = {
  readonly counters: Counters;
  readonly fallback: FallbackCounters;
  /** The list behind a part; null where none shows exactly that. */
  readonly hrefOf: (part: ReachPart) => string | null;
};

/** The funnel's last step: whom the message reached on any channel. Its parts make up all that were attempted. */
export function FunnelReach({ counters, fallback, hrefOf }: Props) {
  const t = useTranslations("metrics.fallback");
  const text = useMetricText();
  const heading = useId();
  const parts = reachOf(counters, fallback);
  const drawn = parts.filter(({ part, count }) => part !== "notReached" && count > 0);
  return (
    <section
      aria-labelledby={heading}
      className="mt-4 grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1.5 border-line border-t pt-4 sm:grid-cols-[7.5rem_minmax(0,1fr)_7rem]"
    >
      <h3 id={heading} className="font-medium">
        {t("quantity.reached")}
      </h3>
      <span className="text-right tabular-nums sm:order-3">
        <Explained
          counters={counters}
          count={reached(counters, fallback)}
          meaning={t("meaning.reached")}
          isReach
        >
          <button type="button" className="rounded-sm text-right">
            <span className="block font-semibold text-base">
              <ChangingNumber value={reached(counters, fallback)} />
            </span>
            <span className="block text-ink-muted text-xs">{text.percent(reach(counters, fallback))}</span>
          </button>
        </Explained>
      </span>
      <div className="col-span-2 flex flex-col gap-1.5 sm:order-2 sm:col-span-1">
        <div aria-hidden className="flex h-7 gap-px overflow-hidden rounded-md bg-sunken">
          {drawn.map(({ part, share }) => (
            <span
              key={part}
              className={cn("h-full min-w-0.5 transition-[width] duration-500", FILL[part])}
              style={{ width: `${(share ?? 0) * 100}%` }}
            />
          ))}
        </div>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {parts.map(({ part, count, share }) => (
            <li key={part}>
              <Explained
                counters={counters}
                count={count}
                meaning={t(`meaning.${part}`)}
                label={t(`quantity.${part}`)}
              >
                <Part href={hrefOf(part)} isNone={count === 0}>
                  <span aria-hidden className={cn("size-2.5 shrink-0 rounded-xs", FILL[part])} />
                  {t(`quantity.${part}`)}
                  <span className="font-semibold tabular-nums">{text.count(count)}</span>
                  <span className="text-ink-muted tabular-nums">{text.percent(share)}</span>
                </Part>
              </Explained>
            </li>
          ))}
        </ul>
        <Gain counters={counters} fallback={fallback} />
      </div>
    </section>
  );
}

/** Reach with and without fallback, in one line. */
function Gain({ counters, fallback }: Pick<Props, "counters" | "fallback">) {
  const t = useTranslations("metrics.fallback");
  const text = useMetricText();
  const format = useFormatter();
  const [withIt, without] = [reach(counters, fallback), reachWithout(counters)];
  if (withIt === null || without === null) return null;
  const points = format.number((withIt - without) * 100, {
    signDisplay: "exceptZero",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (
    <p className="text-ink-muted text-xs tabular-nums">
      {t("rate.reach")} <span className="font-semibold text-ink">{text.percent(withIt)}</span>
      {" · "}
      {t("without", { rate: text.percent(without) })}
      {" · "}
      {t("gain", { points })}
    </p>
  );
}

type PartProps = React.ComponentProps<"span"> & { readonly href: string | null; readonly isNone: boolean };

/** Takes what the tooltip gives its child, whichever element it becomes. */
function Part({ href, isNone, children, ...rest }: PartProps) {
  const look = cn("inline-flex items-center gap-1.5 rounded-sm", isNone && "text-ink-muted");
  if (href === null)
    return (
      <span {...rest} className={look}>
        {children}
      </span>
    );
  return (
    <Link
      {...(rest as Omit<React.ComponentProps<typeof Link>, "href">)}
      href={href}
      prefetch={false}
      className={cn(look, "underline-offset-4 hover:underline")}
    >
      {children}
    </Link>
  );
}

type ExplainedProps = {
  readonly counters: Counters;
  readonly count: number;
  readonly meaning: string;
  readonly label?: string;
  readonly isReach?: boolean;
  readonly children: ReactElement<Record<string, unknown>>;
};

/** Says what a count means, and of what it is a share. */
function Explained({ counters: { attempted }, count, meaning, label, isReach, children }: ExplainedProps) {
  const m = useTranslations("metrics");
  const text = useMetricText();
  const formula = isReach
    ? m("formula", {
        metric: m("fallback.rate.reach"),
        numerator: m("fallback.quantity.reached"),
        denominator: m("quantity.attempted"),
      })
    : `${label} ÷ ${m("quantity.attempted")}`;
  return (
    <Tooltip
      content={
        <>
          <span className="block">{meaning}</span>
          <span className="block font-semibold">{formula}</span>
          <span className="block tabular-nums">
            {m("filled", {
              part: text.count(count),
              whole: text.count(attempted),
              rate: text.percent(attempted === 0 ? null : count / attempted),
            })}
          </span>
        </>
      }
    >
      {children}
    </Tooltip>
  );
}
