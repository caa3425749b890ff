"use client";

import Link from "next/link";
import { memo, type ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { campaignHref, messagesHref } from "@/components/campaigns/links";
import { metricHeat } from "@/components/campaigns/metric-heat";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { type GridPoint, cellProps as markCell } from "@/components/charts/use-grid";
import { cn } from "@/components/ui/cn";
import type { Counters } from "@/lib/domain/campaign/counters";
import { quantity, rate } from "@/lib/domain/campaign/metrics";
import type { OverviewCampaign } from "@/lib/reports/overview/definition";
import { FallbackCells } from "./fallback-cells";
import { COLUMNS, type Column } from "./rows";

type CellProps = (point: GridPoint) => { readonly "data-cell": string; readonly tabIndex: number };
type Span = { readonly from: string | null; readonly to: string | null };

/** px; fixed, because only the rows in sight are drawn and the others' place must be known. */
export const ROW_HEIGHT = 48;

/** The table may make it narrower, where more columns have to fit. */
export const FIRST_COLUMN =
  "sticky left-0 z-10 w-36 min-w-36 max-w-36 sm:w-[var(--first-column,16rem)] sm:min-w-[var(--first-column,16rem)] sm:max-w-[var(--first-column,16rem)]";

type RowProps = {
  readonly campaign: OverviewCampaign;
  readonly row: number;
  readonly span: Span;
  /** The column that the Tab key comes to; null where it comes to another row. */
  readonly activeColumn: number | null;
  /** Null: no campaign of the page falls back. */
  readonly currency: string | null;
};

/** Kept as it is while the pointer, the focus or another row's numbers move: the heatmap has hundreds of cells. */
export const CampaignRow = memo(function CampaignRow({
  campaign,
  row,
  span,
  activeColumn,
  currency,
}: RowProps) {
  const active = activeColumn === null ? null : { row, column: activeColumn };
  const cellProps: CellProps = (point) => markCell(point, active);
  return (
    <tr aria-rowindex={row + 2} style={{ height: ROW_HEIGHT }} className="group">
      <th
        scope="row"
        className={cn(
          FIRST_COLUMN,
          "border-line border-b bg-surface py-0 pr-2 pl-4 text-left font-medium leading-tight max-sm:text-xs max-sm:leading-tight group-hover:bg-hover sm:pl-5",
        )}
      >
        <Link
          {...cellProps({ row, column: 0 })}
          href={campaignHref(campaign.id)}
          prefetch={false}
          className="flex min-w-0 flex-col gap-0.5 rounded-sm decoration-line-strong underline-offset-4 hover:underline"
        >
          <span className="line-clamp-2 break-words sm:line-clamp-1 sm:break-all">{campaign.name}</span>
          <RowNote campaign={campaign} />
        </Link>
      </th>
      <Cells
        counters={campaign}
        row={row}
        cellProps={cellProps}
        group={{ ...span, campaignId: campaign.id }}
      />
      {currency && (
        <FallbackCells
          counters={campaign}
          fallback={campaign.fallback}
          currency={currency}
          row={row}
          cellProps={cellProps}
          group={{ ...span, campaignId: campaign.id }}
        />
      )}
    </tr>
  );
});

/** What the row is about besides its name: when it launched or, on a phone, how many messages it counts. */
function RowNote({ campaign }: { readonly campaign: OverviewCampaign }) {
  const t = useTranslations("overview");
  const format = useFormatter();
  const { launchedAt, attempted } = campaign;
  const what = campaign.isUnassigned
    ? t("unassignedWhy")
    : launchedAt
      ? t("launched", { day: format.dateTime(new Date(launchedAt), "day") })
      : t("waiting");
  const archived = campaign.isArchived ? `${t("archived")} · ` : "";
  return (
    <>
      {attempted > 0 && <NarrowAttempted count={attempted} before={archived} />}
      <span
        className={cn(
          "truncate font-normal text-2xs text-ink-muted leading-tight",
          attempted > 0 && "max-sm:hidden",
        )}
      >
        {archived}
        {what}
      </span>
    </>
  );
}

/** Stands in for the column of attempted messages, so that a phone shows more of the heatmap. */
export function NarrowAttempted({ count, before }: { readonly count: number; readonly before?: string }) {
  const t = useTranslations("overview");
  const text = useMetricText();
  return (
    <span className="block truncate font-normal text-2xs text-ink-muted tabular-nums leading-tight sm:hidden">
      {before}
      {t("attempted", { count: text.count(count) })}
    </span>
  );
}

type CellsProps = {
  readonly counters: Counters;
  readonly row: number;
  readonly cellProps: CellProps;
  /** What the numbers count; null where no list shows exactly that. */
  readonly group: (Span & { readonly campaignId?: number }) | null;
  readonly className?: string;
};

/** The six numbers of a campaign, or of all; each leads to the list that it counts. */
export function Cells({ counters, row, cellProps, group, className }: CellsProps) {
  return COLUMNS.map((column, index) => {
    const cell = cellProps({ row, column: index + 1 });
    const figure = <Figure counters={counters} column={column} />;
    const look = "block rounded-md hover:outline hover:outline-ink focus-visible:outline-offset-0";
    return (
      <td
        key={column.quantity}
        className={cn(
          "border-line border-b bg-surface p-0.5 group-hover:bg-hover",
          column.quantity === "attempted" && "max-sm:hidden",
          className,
        )}
      >
        {group ? (
          <Link
            {...cell}
            href={messagesHref({ ...group, show: column.quantity })}
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

function Figure({ counters, column }: { readonly counters: Counters; readonly column: Column }): ReactNode {
  const text = useMetricText();
  const count = text.count(quantity(counters, column.quantity));
  const look =
    "flex h-10.5 min-w-15 flex-col items-end justify-center rounded-md px-2 tabular-nums leading-tight sm:px-2.5";
  if (column.metric === null) {
    return (
      <span className={look}>
        <span className="font-semibold">{count}</span>
      </span>
    );
  }
  const value = rate(counters, column.metric);
  return (
    <span className={cn(look, "transition-colors duration-500", metricHeat(column.metric, value))}>
      <span className="font-semibold">{text.percent(value)}</span>
      <span className="text-2xs">{count}</span>
    </span>
  );
}
