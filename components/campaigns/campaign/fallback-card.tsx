"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { useMoney } from "@/components/fallbacks/use-money";
import { LinkButton } from "@/components/ui/link-button";
import { Skeleton } from "@/components/ui/skeleton";
import { Stat, StatGroup } from "@/components/ui/stat";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { InlineTip } from "@/components/ui/tooltip";
import { fallbackReportQuery } from "@/lib/client/fallback-report";
import { withParams } from "@/lib/client/get-json";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import type { FallbackReport } from "@/lib/reports/fallback/definition";
import { ReportCard } from "./report-card";

type Metric = "recovered" | "doubleTouched" | "netRecovered" | "recoveryRate" | "spend" | "costPerRecovered";

type Props = {
  /** Null: all campaigns together. */
  readonly campaignId: number | null;
  /** Whether there are fallbacks, as far as the page knows: its place is then kept while it loads. */
  readonly isExpected: boolean;
  /** False on the page that the link leads to. */
  readonly isLinked?: boolean;
};

/** What fallbacks brought; nothing while there is none. */
export function FallbackCard({ campaignId, isExpected, isLinked = true }: Props) {
  const t = useTranslations("fallbacks.report");
  const query = useQuery({
    ...fallbackReportQuery(campaignId),
    ...useLivePolling<FallbackReport>(reportChange),
  });
  if (!query.data && isExpected && !query.error)
    return <Skeleton className="h-168.5 rounded-xl sm:h-111.5" />;
  if (!query.data || query.data.attempts === 0) return null;
  return (
    <ReportCard
      title={t("title")}
      description={t("text")}
      actions={
        isLinked && (
          <LinkButton href={withParams("/fallbacks", { campaignId })} size="sm">
            {t("open")}
          </LinkButton>
        )
      }
      query={query}
      isEmpty={() => false}
    >
      {(report) => (
        <div className="flex flex-col gap-5">
          <Figures report={report} />
          <Channels report={report} />
          {report.holdout && <Holdout holdout={report.holdout} />}
        </div>
      )}
    </ReportCard>
  );
}

function Figures({ report }: { readonly report: FallbackReport }) {
  const t = useTranslations("fallbacks.report");
  const text = useMetricText();
  const money = useMoney();
  const amount = (micros: number): string => money(micros, report.currency);
  const label = (name: Metric) => (
    <InlineTip content={t(`formulas.${name}`)}>{t(`metrics.${name}`)}</InlineTip>
  );
  const { recovered, missed, doubleTouched, costPerRecoveredMicros: cost } = report;
  return (
    <StatGroup>
      <Stat label={label("recovered")} value={text.count(recovered)} />
      <Stat
        label={label("doubleTouched")}
        value={text.count(doubleTouched)}
        detail={doubleTouched > 0 && t("doubleCost", { amount: amount(report.doubleTouchedMicros) })}
      />
      <Stat label={label("netRecovered")} value={text.count(report.netRecovered)} />
      <Stat
        label={label("recoveryRate")}
        value={text.percent(report.recoveryRate)}
        detail={t("of", { part: text.count(recovered), whole: text.count(missed) })}
      />
      <Stat label={label("spend")} value={amount(report.spentMicros)} />
      <Stat
        label={label("costPerRecovered")}
        value={cost === null ? t("undefined") : amount(Math.round(cost))}
      />
    </StatGroup>
  );
}

function Channels({ report }: { readonly report: FallbackReport }) {
  const t = useTranslations("fallbacks");
  const text = useMetricText();
  const states = ATTEMPT_STATES.filter((state) => report.channels.some(({ byState }) => byState[state] > 0));
  const hasCalls = report.channels.some(({ channel }) => channel === "voice");
  return (
    <div className="flex flex-col gap-2">
      <Table label={t("report.channels")} regionClassName="rounded-lg border border-line">
        <THead>
          <Tr>
            <Th>{t("list.channel")}</Th>
            {states.map((state) => (
              <Th key={state} numeric>
                {t(`states.${state}`)}
              </Th>
            ))}
            <Th numeric>{t("report.total")}</Th>
          </Tr>
        </THead>
        <TBody>
          {report.channels.map(({ channel, byState }) => (
            <Tr key={channel}>
              <RowHeader>{t(`channels.${channel}`)}</RowHeader>
              {states.map((state) => (
                <Td key={state} numeric>
                  {text.count(byState[state])}
                </Td>
              ))}
              <Td numeric className="font-semibold">
                {text.count(states.reduce((sum, state) => sum + byState[state], 0))}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {hasCalls && (
        <p className="text-ink-muted text-xs">
          <InlineTip content={t("report.formulas.answered")}>{t("report.metrics.answered")}</InlineTip>:{" "}
          {text.count(report.answered)} ·{" "}
          <InlineTip content={t("report.formulas.confirmed")}>{t("report.metrics.confirmed")}</InlineTip>:{" "}
          {text.count(report.confirmed)}
        </p>
      )}
    </div>
  );
}

function Holdout({ holdout }: { readonly holdout: NonNullable<FallbackReport["holdout"]> }) {
  const t = useTranslations("fallbacks.report");
  const text = useMetricText();
  const points = (value: number): string => (value * 100).toFixed(1);
  const { difference } = holdout;
  const line = ({ rate, people }: typeof holdout.held): string =>
    rate
      ? t("rate", {
          rate: text.percent(rate.value),
          total: text.count(people),
          low: text.percent(rate.low),
          high: text.percent(rate.high),
        })
      : t("undefined");
  return (
    <section className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">{t("holdout")}</h3>
      <p className="text-ink-muted text-xs">{t("holdoutText")}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
        <dt className="text-ink-muted">{t("treated")}</dt>
        <dd>{line(holdout.treated)}</dd>
        <dt className="text-ink-muted">{t("held")}</dt>
        <dd>{line(holdout.held)}</dd>
        <dt className="text-ink-muted">{t("difference")}</dt>
        <dd>
          {difference
            ? t("points", {
                value: points(difference.value),
                low: points(difference.low),
                high: points(difference.high),
              })
            : t("undefined")}
        </dd>
      </dl>
      <p className="text-ink-muted text-xs">{t(holdout.isClear ? "clear" : "unclear")}</p>
    </section>
  );
}
