"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { messagesHref } from "@/components/campaigns/links";
import { metricHeat } from "@/components/campaigns/metric-heat";
import { useCountryName } from "@/components/campaigns/use-country-name";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Tooltip } from "@/components/ui/tooltip";
import { breakdownQuery } from "@/lib/client/breakdown";
import { reportChange } from "@/lib/client/report-change";
import { useLivePolling } from "@/lib/client/use-live-polling";
import { METRICS, rate } from "@/lib/domain/campaign/metrics";
import type { Breakdown, BreakdownRow } from "@/lib/reports/breakdown/definition";
import { ReportCard } from "./report-card";

type By = "country" | "template";
type Props = { readonly campaignId: number; readonly by: By };

const RATES = ["deliveryRate", "readRate", "rejectionRate", "silentRate"] as const;
/** Rows before the rest is asked for. */
const FIRST = 8;

export function BreakdownCard({ campaignId, by }: Props) {
  const t = useTranslations("campaign.breakdown");
  const query = useQuery({ ...breakdownQuery(campaignId), ...useLivePolling<Breakdown>(reportChange) });
  return (
    <ReportCard title={t(by)} flush query={query} isEmpty={({ countries }) => countries.length === 0}>
      {({ countries, templates }) => (
        <Rows by={by} campaignId={campaignId} rows={by === "country" ? countries : templates} />
      )}
    </ReportCard>
  );
}

function Rows({ by, campaignId, rows }: Props & { readonly rows: readonly BreakdownRow[] }) {
  const t = useTranslations("campaign.breakdown");
  const m = useTranslations("metrics");
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      <Table label={t(by)}>
        <THead>
          <Tr>
            <Th>{t(`${by}Column`)}</Th>
            <Th numeric>{m("quantity.attempted")}</Th>
            {RATES.map((metric) => (
              <Th key={metric} numeric>
                {m(`quantity.${METRICS[metric].numerator}`)}
              </Th>
            ))}
          </Tr>
        </THead>
        <TBody>
          {shown.map((row) => (
            <Row key={row.name} row={row} by={by} campaignId={campaignId} />
          ))}
        </TBody>
      </Table>
      {rows.length > shown.length && (
        <div className="px-4 py-3 sm:px-5">
          <Button size="sm" variant="ghost" onClick={() => setAll(true)}>
            {t("more", { count: rows.length - shown.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ row, by, campaignId }: Props & { readonly row: BreakdownRow }) {
  const t = useTranslations("campaign.breakdown");
  const countryName = useCountryName();
  const text = useMetricText();
  const group = { campaignId, [by]: row.name };
  const name = by === "country" ? countryName(row.name) : row.name || t("unknownTemplate");
  return (
    <Tr>
      <RowHeader className={cn("max-w-44 truncate", row.name === "" && "font-normal text-ink-muted")}>
        {name}
      </RowHeader>
      <Td numeric>
        <Link
          href={messagesHref(group)}
          prefetch={false}
          className="rounded-sm underline-offset-4 hover:underline"
        >
          {text.count(row.attempted)}
        </Link>
      </Td>
      {RATES.map((metric) => (
        <Td key={metric} numeric className="p-0.5 last:pr-2 sm:last:pr-3">
          <Tooltip
            content={
              <>
                {text.formula(metric)}
                <br />
                {text.filled(row, metric)}
              </>
            }
          >
            <Link
              href={messagesHref({ ...group, show: METRICS[metric].numerator })}
              prefetch={false}
              className={cn(
                "block min-w-15 rounded-sm px-2 py-1.5 text-xs",
                metricHeat(metric, rate(row, metric)),
              )}
            >
              {text.rateOf(row, metric)}
            </Link>
          </Tooltip>
        </Td>
      ))}
    </Tr>
  );
}
