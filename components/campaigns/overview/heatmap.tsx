"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useDeferredValue, useMemo, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useMetricText } from "@/components/campaigns/use-metric-text";
import { GridTip } from "@/components/charts/grid-tip";
import { useGrid } from "@/components/charts/use-grid";
import { StatusIcon } from "@/components/status/status-badge";
import { cn } from "@/components/ui/cn";
import type { OverviewCampaign } from "@/lib/reports/overview/definition";
import { FallbackCells, FallbackExplanation } from "./fallback-cells";
import { HeatLegend } from "./heat-legend";
import { CampaignRow, Cells, FIRST_COLUMN, NarrowAttempted, ROW_HEIGHT } from "./row";
import {
  COLUMNS,
  type Column,
  FALLBACK_COLUMNS,
  filterCampaigns,
  isKnown,
  type Order,
  type Sort,
  sortCampaigns,
  totalFallbackOf,
  totalOf,
} from "./rows";
import { SideScroll } from "./side-scroll";
import { SortHeader } from "./sort-header";

type Props = {
  readonly campaigns: readonly OverviewCampaign[];
  readonly from: string | null;
  readonly to: string | null;
  readonly name: string;
  readonly sort: Sort;
  readonly order: Order;
  readonly onSort: (sort: Sort) => void;
  readonly currency: string;
};

/** Fewer are simply drawn: the browser's own search then finds all of them. */
const DRAW_ALL_UP_TO = 100;

/**
 * The rows to draw. They follow a moment after what was typed or clicked, which shows at once; React leaves off
 * drawing them when the next key comes.
 */
function useShown(
  { campaigns, name, sort, order }: Pick<Props, "campaigns" | "name" | "sort" | "order">,
  locale: string,
) {
  const wanted = useMemo(() => ({ campaigns, name, sort, order }), [campaigns, name, sort, order]);
  const drawn = useDeferredValue(wanted);
  return useMemo(() => {
    const shown = sortCampaigns(
      filterCampaigns(drawn.campaigns, drawn.name),
      drawn.sort,
      drawn.order,
      locale,
    );
    return { shown, total: totalOf(shown), totalFallback: totalFallbackOf(shown) };
  }, [drawn, locale]);
}

/** The funnel heatmap: one row a campaign. Drawn in full up to a hundred rows, then only what is in sight. */
export function OverviewHeatmap({ campaigns, from, to, name, sort, order, onSort, currency }: Props) {
  const t = useTranslations("overview");
  const m = useTranslations("metrics");
  const locale = useLocale();
  const region = useRef<HTMLElement>(null);
  const span = useMemo(() => ({ from, to }), [from, to]);
  const { shown, total, totalFallback } = useShown({ campaigns, name, sort, order }, locale);
  // A workspace that never fell back sees no empty columns; a filter by name does not take them away.
  const fallsBack = useMemo(() => campaigns.some(({ fallback }) => isKnown("spend", fallback)), [campaigns]);
  const width = COLUMNS.length + 1 + (fallsBack ? FALLBACK_COLUMNS.length : 0);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    // What a laptop shows, for the server: rows are there before any script.
    initialRect: { width: 0, height: 720 },
    enabled: shown.length > DRAW_ALL_UP_TO,
  });
  const drawn =
    shown.length > DRAW_ALL_UP_TO
      ? virtual.getVirtualItems()
      : shown.map((_, index) => ({ index, start: 0, end: 0 }));
  const above = drawn[0]?.start ?? 0;
  const below = shown.length > DRAW_ALL_UP_TO ? virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0) : 0;
  const { active, pointed, gridProps, cellProps } = useGrid({
    rows: shown.length + 1,
    columns: width,
    onMissing: (row) => virtual.scrollToIndex(row, { align: "center" }),
  });
  const column = pointed ? COLUMNS[pointed.column - 1] : undefined;
  const fallbackColumn = pointed && FALLBACK_COLUMNS[pointed.column - 1 - COLUMNS.length];
  const campaign = pointed ? shown[pointed.row] : undefined;
  const counters = pointed && pointed.row >= 0 ? (campaign ?? total) : null;
  return (
    <>
      <SideScroll ref={region} label={t("table")}>
        <table
          {...gridProps}
          aria-label={t("table")}
          aria-describedby="overview-keys"
          aria-rowcount={shown.length + 2}
          className={cn(
            "w-full border-separate border-spacing-0",
            // Nine columns of one width need a wide screen; before that each takes what its words need.
            fallsBack ? "max-2xl:[--first-column:11.5rem] 2xl:table-fixed" : "xl:table-fixed",
          )}
        >
          <thead>
            <tr aria-rowindex={1}>
              <SortHeader
                sort="name"
                active={sort}
                order={order}
                onSort={onSort}
                cell={cellProps({ row: -1, column: 0 })}
                className={cn(FIRST_COLUMN, "z-20 pl-4 text-left sm:pl-5")}
              >
                {t("campaign")}
              </SortHeader>
              {COLUMNS.map(({ quantity }, index) => (
                <SortHeader
                  key={quantity}
                  sort={quantity as Sort}
                  active={sort}
                  order={order}
                  onSort={onSort}
                  cell={cellProps({ row: -1, column: index + 1 })}
                  numeric
                  className={quantity === "attempted" ? "max-sm:hidden" : undefined}
                >
                  <ColumnIcon
                    quantity={quantity}
                    className={fallsBack ? "max-2xl:hidden" : "max-sm:hidden"}
                  />
                  {m(`quantity.${quantity}`)}
                </SortHeader>
              ))}
              {fallsBack &&
                FALLBACK_COLUMNS.map((name, index) => (
                  <SortHeader
                    key={name}
                    sort={name}
                    active={sort}
                    order={order}
                    onSort={onSort}
                    cell={cellProps({ row: -1, column: COLUMNS.length + 1 + index })}
                    numeric
                    className={index === 0 ? "border-l" : undefined}
                  >
                    {m(`fallback.quantity.${name}`)}
                  </SortHeader>
                ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} columns={width} />}
            {drawn.map(({ index }) => {
              const campaign = shown[index];
              return (
                campaign && (
                  <CampaignRow
                    key={campaign.id}
                    campaign={campaign}
                    row={index}
                    span={span}
                    activeColumn={active.row === index ? active.column : null}
                    currency={fallsBack ? currency : null}
                  />
                )
              );
            })}
            {below > 0 && <Spacer height={below} columns={width} />}
          </tbody>
          <tfoot className="sticky bottom-0 z-10">
            <tr aria-rowindex={shown.length + 2} style={{ height: ROW_HEIGHT }}>
              <th
                scope="row"
                className={cn(
                  FIRST_COLUMN,
                  "border-line border-t bg-sunken px-4 text-left leading-tight sm:px-5",
                )}
              >
                <span className="block font-semibold">{t("total")}</span>
                <span className="block font-normal text-2xs text-ink-muted">
                  {t("totalOf", { count: shown.length })}
                </span>
                <NarrowAttempted count={total.attempted} />
              </th>
              <Cells
                counters={total}
                row={shown.length}
                cellProps={cellProps}
                group={name === "" ? span : null}
                className="border-t border-b-0 bg-sunken group-hover:bg-sunken"
              />
              {fallsBack && (
                <FallbackCells
                  counters={total}
                  fallback={totalFallback}
                  currency={currency}
                  row={shown.length}
                  cellProps={cellProps}
                  group={name === "" ? span : null}
                  className="border-t border-b-0 bg-sunken group-hover:bg-sunken"
                />
              )}
            </tr>
          </tfoot>
        </table>
      </SideScroll>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-t px-4 py-3 sm:px-5">
        <HeatLegend />
        <span id="overview-keys" className="text-2xs text-ink-muted max-sm:hidden">
          {t("keys")}
        </span>
      </div>
      <GridTip anchor={pointed && (column ?? fallbackColumn) ? pointed.element : null}>
        {column && <Explanation column={column} counters={counters} />}
        {fallbackColumn && (
          <FallbackExplanation
            column={fallbackColumn}
            numbers={counters && { counters, fallback: campaign?.fallback ?? totalFallback }}
            currency={currency}
          />
        )}
      </GridTip>
    </>
  );
}

function Explanation({
  column,
  counters,
}: {
  readonly column: Column;
  readonly counters: Parameters<typeof totalOf>[0][number] | ReturnType<typeof totalOf> | null;
}) {
  const m = useTranslations("metrics");
  const text = useMetricText();
  return (
    <>
      <span className="block">{m(`meaning.${column.quantity}`)}</span>
      {column.metric && <span className="block font-semibold">{text.formula(column.metric)}</span>}
      {column.metric && counters && (
        <span className="block tabular-nums">{text.filled(counters, column.metric)}</span>
      )}
    </>
  );
}

type IconProps = { readonly quantity: Column["quantity"]; readonly className: string };

function ColumnIcon({ quantity, className }: IconProps) {
  const known = ["sent", "delivered", "read", "rejected", "silent"] as const;
  const status = known.find((name) => name === quantity);
  return status ? <StatusIcon status={status} className={className} /> : null;
}

/** Keeps the place of rows that are not drawn. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} className="p-0" />
    </tr>
  );
}
