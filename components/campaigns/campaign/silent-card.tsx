"use client";

import { useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { Card } from "@/components/ui/card";
import { ratio } from "@/lib/domain/campaign/metrics";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";

/** How long the silent messages have been silent: the older, the less will still arrive. */
export function SilentCard({ ages }: { readonly ages: CampaignFunnel["silentByAge"] }) {
  const t = useTranslations("campaign.silent");
  const m = useTranslations("metrics");
  const text = useMetricText();
  const total = ages.reduce((sum, { silent }) => sum + silent, 0);
  const highest = Math.max(1, ...ages.map(({ silent }) => silent));
  return (
    <Card title={t("title")} description={t("text")}>
      {total === 0 ? (
        <p className="py-6 text-center text-ink-muted">{t("none")}</p>
      ) : (
        <dl className="flex flex-col gap-2.5">
          {ages.map(({ age, silent }) => (
            <div key={age} className="grid grid-cols-[5.5rem_minmax(0,1fr)_auto] items-center gap-3">
              <dt className="text-xs">{m(`age.${age}`)}</dt>
              <dd aria-hidden className="h-4 overflow-hidden rounded-sm bg-sunken">
                <span
                  className="block h-full rounded-sm bg-status-silent transition-[width] duration-500"
                  style={{ width: `${(silent / highest) * 100}%` }}
                />
              </dd>
              <dd className="min-w-20 text-right text-xs tabular-nums">
                <span className="font-semibold">{text.count(silent)}</span>{" "}
                <span className="inline-block w-12 text-ink-muted">{text.percent(ratio(silent, total))}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-4 text-2xs text-ink-muted">{t("accuracy")}</p>
    </Card>
  );
}
