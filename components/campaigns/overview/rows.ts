import { type Counters, sumCounters } from "@/lib/domain/campaign/counters";
import { METRICS, type MetricName, type Quantity, quantity, rate } from "@/lib/domain/campaign/metrics";
import {
  type FallbackCounters,
  onlyFollowsDelivery,
  recoveryRate,
  sumFallbacks,
} from "@/lib/domain/fallback/people";
import type { OverviewCampaign } from "@/lib/reports/overview/definition";

/** A column of the heatmap: a count, and the rate that colours it. */
export type Column = { readonly quantity: Quantity; readonly metric: MetricName | null };

export const COLUMNS: readonly Column[] = [
  { quantity: "attempted", metric: null },
  ...(["sentRate", "deliveryRate", "readRate", "rejectionRate", "silentRate"] as const).map((metric) => ({
    quantity: METRICS[metric].numerator,
    metric,
  })),
];

/** Shown in workspaces that fall back. */
export const FALLBACK_COLUMNS = ["sentTo", "recovered", "spend"] as const;
export type FallbackColumn = (typeof FALLBACK_COLUMNS)[number];

export const SORTS = [
  "newest",
  "name",
  "attempted",
  "sent",
  "delivered",
  "read",
  "rejected",
  "silent",
  ...FALLBACK_COLUMNS,
] as const;
export type Sort = (typeof SORTS)[number];
export type Order = "ascending" | "descending";

/** The order of a first click: names from A, numbers from the largest. */
export const firstOrder = (sort: Sort): Order => (sort === "name" ? "ascending" : "descending");

const isFallback = (sort: Sort): sort is FallbackColumn =>
  (FALLBACK_COLUMNS as readonly string[]).includes(sort);

const fallbackKey: Readonly<Record<FallbackColumn, (campaign: OverviewCampaign) => number | null>> = {
  sentTo: ({ fallback }) => fallback.sentTo,
  recovered: (campaign) => recoveryRate(campaign, campaign.fallback),
  spend: ({ fallback }) => fallback.spentMicros,
};

/** Whether a column has a number: where nobody was missed there is nothing to recover, but money may have gone out. */
export const isKnown = (column: FallbackColumn, fallback: FallbackCounters): boolean =>
  fallback.triggered > 0 || (column !== "recovered" && onlyFollowsDelivery(fallback));

/** By rate where the column has one, for that is what its colour shows; rates without a base come last. */
function keyOf(campaign: OverviewCampaign, sort: Exclude<Sort, "name">): number | null {
  // What waits for its first message was made for a launch to come.
  if (sort === "newest") return Date.parse(campaign.launchedAt ?? campaign.createdAt);
  if (isFallback(sort)) return isKnown(sort, campaign.fallback) ? fallbackKey[sort](campaign) : null;
  const metric = COLUMNS.find((column) => column.quantity === sort)?.metric ?? null;
  return metric ? rate(campaign, metric) : quantity(campaign, sort);
}

export function sortCampaigns(
  campaigns: readonly OverviewCampaign[],
  sort: Sort,
  order: Order,
  locale: string,
): readonly OverviewCampaign[] {
  const sign = order === "ascending" ? 1 : -1;
  if (sort === "name") {
    const names = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
    return campaigns.toSorted((a, b) => sign * names.compare(a.name, b.name) || b.id - a.id);
  }
  return campaigns.toSorted((a, b) => {
    const [left, right] = [keyOf(a, sort), keyOf(b, sort)];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || b.id - a.id;
    return sign * (left - right) || b.id - a.id;
  });
}

/** Campaigns whose name holds every word that was typed, in any order and case. */
export function filterCampaigns(
  campaigns: readonly OverviewCampaign[],
  typed: string,
): readonly OverviewCampaign[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return campaigns;
  return campaigns.filter(({ name }) => words.every((word) => fold(name).includes(word)));
}

/** Without case and accents: "ÉTÉ" is found by "ete". */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export const totalOf = (campaigns: readonly OverviewCampaign[]): Counters => sumCounters(campaigns);
export const totalFallbackOf = (campaigns: readonly OverviewCampaign[]): FallbackCounters =>
  sumFallbacks(campaigns.map(({ fallback }) => fallback));
