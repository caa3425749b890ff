"use client";

import Link from "next/link";
import { memo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { messagesHref } from "@/components/campaigns/links";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { ChangingNumber } from "@/components/charts/changing-number";
import { Stat, StatGroup } from "@/components/ui/stat";
import { InlineTip } from "@/components/ui/tooltip";
import { METRICS, type MetricName, quantity } from "@/lib/domain/campaign/metrics";
import { SILENT_AGES } from "@/lib/domain/campaign/silent-age";
import type { Overview } from "@/lib/reports/overview/definition";

/** On phones two a row, the first alone: five leave no gap then. */
export const FIVE_FIGURES = "max-sm:grid-cols-2 max-sm:[&>:first-child]:col-span-2";

/** The five numbers that an operator looks for first. */
export const OverviewStrip = memo(function OverviewStrip({ overview }: { readonly overview: Overview }) {
  const t = useTranslations("overview");
  const m = useTranslations("metrics");
  const text = useMetricText();
  const { total, from, to } = overview;
  const group = { from, to };
  const old = overview.silentByAge
    .filter(({ age }) => SILENT_AGES.indexOf(age) >= SILENT_AGES.indexOf("underThreeDays"))
    .reduce((sum, { silent }) => sum + silent, 0);
  const tip = (metric: MetricName, label: string): ReactNode => (
    <InlineTip
      content={
        <>
          {text.formula(metric)}
          <br />
          {text.filled(total, metric)}
        </>
      }
    >
      {label}
    </InlineTip>
  );
  const rated = (metric: MetricName): ReactNode => (
    <Stat
      label={tip(metric, m(`rate.${metric}`))}
      value={text.rateOf(total, metric)}
      detail={
        <>
          <CountLink href={messagesHref({ ...group, show: METRICS[metric].numerator })}>
            {text.count(quantity(total, METRICS[metric].numerator))}
          </CountLink>{" "}
          {t("ofWhole", { whole: text.count(quantity(total, METRICS[metric].denominator)) })}
        </>
      }
    />
  );
  const counted = (metric: "rejectionRate" | "silentRate", href: string, detail: string): ReactNode => (
    <Stat
      label={tip(metric, m(`quantity.${METRICS[metric].numerator}`))}
      value={
        <CountLink href={href}>
          <ChangingNumber value={quantity(total, METRICS[metric].numerator)} />
        </CountLink>
      }
      detail={detail}
    />
  );
  return (
    <section aria-label={t("strip")}>
      <StatGroup className={FIVE_FIGURES}>
        <Stat
          label={<InlineTip content={m("meaning.attempted")}>{m("quantity.attempted")}</InlineTip>}
          value={
            <CountLink href={messagesHref(group)}>
              <ChangingNumber value={total.attempted} />
            </CountLink>
          }
          detail={t("totalOf", { count: overview.campaigns.filter(({ attempted }) => attempted > 0).length })}
        />
        {rated("deliveryRate")}
        {rated("readRate")}
        {counted(
          "rejectionRate",
          messagesHref({ ...group, show: "rejected" }),
          t("ofAttempted", { rate: text.rateOf(total, "rejectionRate") }),
        )}
        {counted(
          "silentRate",
          messagesHref({ ...group, show: "silent" }),
          old > 0 ? t("oldSilent", { count: old }) : t("ofSent", { rate: text.rateOf(total, "silentRate") }),
        )}
      </StatGroup>
    </section>
  );
});

function CountLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="rounded-sm decoration-line-strong underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  );
}
