"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { ChangingNumber } from "@/components/charts/changing-number";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { Counters } from "@/lib/domain/campaign/counters";
import { type FunnelPart, funnelOf } from "@/lib/domain/campaign/funnel";
import { type Quantity, quantity } from "@/lib/domain/campaign/metrics";
import { type FunnelBar, funnelBars } from "./view-model";

const FILL: Readonly<Record<Quantity, string>> = {
  attempted: "bg-status-accepted",
  acceptedOnly: "bg-status-accepted",
  sent: "bg-status-sent",
  delivered: "bg-status-delivered",
  notRead: "bg-status-delivered-soft ring-1 ring-status-delivered ring-inset",
  read: "bg-status-read",
  rejected: "bg-status-rejected",
  rejectedBeforeSent: "bg-status-rejected",
  rejectedAfterSent: "bg-status-rejected",
  silent: "bg-status-silent",
};

type Props = { readonly counters: Counters; readonly hrefOf: (quantity: Quantity) => string };

/** Bars one under the other; every part is named with its count, so that each bar visibly adds up. */
export function FunnelChart({ counters, hrefOf }: Props) {
  return (
    <ol className="flex flex-col gap-4">
      {funnelBars(funnelOf(counters)).map((bar) => (
        <Stage key={bar.stage.quantity} bar={bar} counters={counters} hrefOf={hrefOf} />
      ))}
    </ol>
  );
}

function Stage({ bar: { stage, width, segments }, counters, hrefOf }: Props & { readonly bar: FunnelBar }) {
  const t = useTranslations("metrics");
  const text = useMetricText();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1.5 sm:grid-cols-[7.5rem_minmax(0,1fr)_7rem]">
      <span className="font-medium">{t(`quantity.${stage.quantity}`)}</span>
      <span className="text-right sm:order-3">
        <Explained part={stage} counters={counters}>
          <Link
            href={hrefOf(stage.quantity)}
            prefetch={false}
            className="rounded-sm tabular-nums underline-offset-4 hover:underline"
          >
            <span className="font-semibold text-base">
              <ChangingNumber value={stage.count} />
            </span>
            {stage.of && <span className="block text-ink-muted text-xs">{text.percent(stage.share)}</span>}
          </Link>
        </Explained>
      </span>
      <div className="col-span-2 flex flex-col gap-1.5 sm:order-2 sm:col-span-1">
        <div aria-hidden className="h-7 rounded-md bg-sunken">
          <div
            className="flex h-full gap-px overflow-hidden rounded-md transition-[width] duration-500"
            style={{ width: `${width * 100}%` }}
          >
            {segments.map((segment) => (
              <span
                key={segment.quantity}
                className={cn("h-full min-w-0.5 transition-[flex-grow] duration-500", FILL[segment.quantity])}
                style={{ flexGrow: segment.width, flexBasis: 0 }}
              />
            ))}
          </div>
        </div>
        {stage.losses.length > 0 && (
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
            {stage.losses.map((loss) => (
              <li key={loss.quantity}>
                <Explained part={loss} counters={counters}>
                  <Link
                    href={hrefOf(loss.quantity)}
                    prefetch={false}
                    className={cn(
                      "inline-flex items-center gap-1.5 rounded-sm underline-offset-4 hover:underline",
                      loss.count === 0 && "text-ink-muted",
                    )}
                  >
                    <span aria-hidden className={cn("size-2.5 shrink-0 rounded-xs", FILL[loss.quantity])} />
                    {t(`quantity.${loss.quantity}`)}
                    <span className="font-semibold tabular-nums">{text.count(loss.count)}</span>
                    <span className="text-ink-muted tabular-nums">{text.percent(loss.share)}</span>
                  </Link>
                </Explained>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

type ExplainedProps = {
  readonly part: FunnelPart;
  readonly counters: Counters;
  readonly children: React.ReactElement<Record<string, unknown>>;
};

/** Says what a count means and of what it is a share. */
function Explained({ part, counters, children }: ExplainedProps) {
  const t = useTranslations("metrics");
  const text = useMetricText();
  const whole = part.of;
  return (
    <Tooltip
      content={
        <>
          <span className="block">{t(`meaning.${part.quantity}`)}</span>
          {whole && (
            <>
              <span className="block font-semibold">
                {t(`quantity.${part.quantity}`)} ÷ {t(`quantity.${whole}`)}
              </span>
              <span className="block tabular-nums">
                {t("filled", {
                  part: text.count(part.count),
                  whole: text.count(quantity(counters, whole)),
                  rate: text.percent(part.share),
                })}
              </span>
            </>
          )}
        </>
      }
    >
      {children}
    </Tooltip>
  );
}
