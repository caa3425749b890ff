"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Stat, StatGroup } from "@/components/ui/stat";
import { InlineTip } from "@/components/ui/tooltip";
import { attemptTotalsQuery } from "@/lib/client/attempts";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { useMoney } from "./use-money";

type Props = {
  readonly campaignId: string | undefined;
  readonly onShowUnknown: () => void;
  readonly mayAct: boolean;
};

/** How many attempts there are in each state, what they came to, and whether a person is needed. */
export function AttemptTotals({ campaignId, onShowUnknown, mayAct }: Props) {
  const t = useTranslations("fallbacks");
  const format = useFormatter();
  const money = useMoney();
  const { data } = useQuery({ ...attemptTotalsQuery(campaignId), ...useLivePolling() });
  if (!data) return <Skeleton className="h-79.25 rounded-xl sm:h-40 xl:h-20" />;
  const { byState, spentMicros, currency } = data;
  const count = (n: number): string => format.number(n, "count");
  return (
    <section aria-label={t("totals.label")} className="flex flex-col gap-4">
      {byState.unknown > 0 && mayAct && (
        <Notice
          tone="warn"
          title={t("totals.unknown")}
          action={
            <Button size="sm" onClick={onShowUnknown}>
              {t("settle.show")}
            </Button>
          }
        >
          {t("settle.notice", { count: byState.unknown })}
        </Notice>
      )}
      <StatGroup className="grid-cols-2 sm:grid-cols-4 xl:grid-cols-8">
        <Stat
          label={<InlineTip content={t("totals.spendTip")}>{t("totals.spend")}</InlineTip>}
          value={money(spentMicros, currency)}
        />
        <Stat label={t("totals.planned")} value={count(byState.planned)} />
        <Stat
          label={<InlineTip content={t("totals.underwayTip")}>{t("totals.underway")}</InlineTip>}
          value={count(byState.dispatching + byState.accepted)}
        />
        <Stat label={t("totals.delivered")} value={count(byState.delivered)} />
        <Stat label={t("totals.missed")} value={count(byState.failed)} />
        <Stat label={t("states.skipped")} value={count(byState.skipped)} />
        <Stat label={t("states.cancelled")} value={count(byState.cancelled)} />
        <Stat label={t("totals.unknown")} value={count(byState.unknown)} />
      </StatGroup>
    </section>
  );
}
