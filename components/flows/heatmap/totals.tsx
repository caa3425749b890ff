"use client";

import { useTranslations } from "use-intl";
import { useMoney } from "@/components/fallbacks/use-money";
import { Stat, StatGroup } from "@/components/ui/stat";
import { InlineTip } from "@/components/ui/tooltip";
import { useHeat } from "./heat-context";
import { useHeatText } from "./use-heat-text";

const ENDS = ["inProgress", "failed", "cancelled"] as const;

/** Whole runs, and what fallbacks have cost. */
export function Totals() {
  const t = useTranslations("flowHeatmap.totals");
  const { report, other } = useHeat();
  const { count, share } = useHeatText();
  const money = useMoney();
  const { runs, spentMicros, currency } = report;
  const was = other?.report;
  return (
    <StatGroup>
      <Stat
        label={<InlineTip content={t("runsTip")}>{t("runs")}</InlineTip>}
        value={count(runs.entered)}
        detail={was && <Was now={runs.entered} was={was.runs.entered} />}
      />
      <Stat
        label={
          <InlineTip content={t("successTip", { part: count(runs.succeeded), whole: count(runs.entered) })}>
            {t("success")}
          </InlineTip>
        }
        value={share(runs.succeeded, runs.entered)}
        detail={was ? <WasText text={share(was.runs.succeeded, was.runs.entered)} /> : count(runs.succeeded)}
      />
      {ENDS.map((end) => (
        <Stat
          key={end}
          label={<InlineTip content={t(`${end}Tip`)}>{t(end)}</InlineTip>}
          value={count(runs[end])}
          detail={
            was ? (
              <Was now={runs[end]} was={was.runs[end]} />
            ) : (
              t("of", { rate: share(runs[end], runs.entered) })
            )
          }
        />
      ))}
      <Stat
        label={<InlineTip content={t("spentTip")}>{t("spent")}</InlineTip>}
        value={money(spentMicros, currency)}
        detail={was && <WasText text={money(was.spentMicros, currency)} />}
      />
    </StatGroup>
  );
}

/** The number that is compared with, and how much more or less it is now. */
export function Was({ now, was }: { readonly now: number; readonly was: number }) {
  const { count, difference } = useHeatText();
  return (
    <>
      <WasText text={count(was)} /> {now !== was && <span>({difference(now, was)})</span>}
    </>
  );
}

function WasText({ text }: { readonly text: string }) {
  const t = useTranslations("flowHeatmap");
  const { report, other } = useHeat();
  const version = other?.report.version ?? null;
  return version !== null && version !== report.version
    ? t("wasVersion", { was: text, version })
    : t("was", { was: text });
}
