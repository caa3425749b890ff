import { sumCounters } from "@/lib/domain/campaign/counters";
import { silentByAge } from "@/lib/domain/campaign/silent-age";
import { NO_FALLBACK, sumFallbacks } from "@/lib/domain/fallback/people";
import type { PeopleRow } from "@/lib/reports/fallback/query";
import { iso, isoOrNull } from "@/lib/reports/instants";
import type { Interval } from "@/lib/reports/period";
import type { Overview } from "./definition";
import type { OverviewRow } from "./query";

/**
 * Leaves out campaigns in which nothing happened, save new ones that still wait for their first message:
 * whoever made one a minute ago looks for it here.
 */
export function shapeOverview(
  row: OverviewRow,
  people: readonly PeopleRow[],
  { from, to }: Interval,
): Overview {
  const fallbacks = new Map(people.map(({ campaignId, ...fallback }) => [campaignId, fallback]));
  const fallbackOf = ({ id }: { readonly id: number }) => fallbacks.get(id) ?? NO_FALLBACK;
  const isShown = (campaign: OverviewRow["campaigns"][number]): boolean =>
    campaign.attempted !== 0 ||
    (!campaign.isUnassigned &&
      !campaign.isArchived &&
      campaign.createdAt >= (from ?? Number.NEGATIVE_INFINITY) &&
      campaign.createdAt < (to ?? Number.POSITIVE_INFINITY));
  const campaigns = row.campaigns.filter(isShown);
  return {
    asOf: row.asOf.toISOString(),
    from: isoOrNull(from),
    to: isoOrNull(to),
    campaigns: campaigns.map((campaign) => ({
      ...campaign,
      createdAt: iso(campaign.createdAt),
      launchedAt: isoOrNull(campaign.launchedAt),
      fallback: fallbackOf(campaign),
    })),
    total: sumCounters(campaigns),
    totalFallback: sumFallbacks(campaigns.map(fallbackOf)),
    currency: row.currency,
    quietCampaigns:
      row.campaigns.filter((campaign) => !campaign.isUnassigned).length -
      campaigns.filter((campaign) => !campaign.isUnassigned).length,
    silentByAge: silentByAge(row.silent, row.asOf.getTime()).map((one) => ({ ...one })),
    connections: row.connections,
    lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
    hasMessages: row.hasMessages,
  };
}
