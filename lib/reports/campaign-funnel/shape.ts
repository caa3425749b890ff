import { silentByAge } from "@/lib/domain/campaign/silent-age";
import { type FallbackCounters, sumFallbacks } from "@/lib/domain/fallback/people";
import type { CampaignFunnel } from "./definition";
import type { CampaignFunnelRow } from "./query";

export function shapeCampaignFunnel(
  row: CampaignFunnelRow,
  people: readonly FallbackCounters[],
): CampaignFunnel {
  const { attempted, sent, delivered, read, rejectedBeforeSent, rejectedAfterSent } = row;
  return {
    asOf: row.asOf.toISOString(),
    id: row.id,
    name: row.name,
    isUnassigned: row.isUnassigned,
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    counters: { attempted, sent, delivered, read, rejectedBeforeSent, rejectedAfterSent },
    fallback: sumFallbacks(people),
    currency: row.currency,
    silentByAge: silentByAge(row.silent, row.asOf.getTime()).map((one) => ({ ...one })),
    launchedAt: row.launchedAt?.toISOString() ?? null,
    latestAt: row.latestAt?.toISOString() ?? null,
  };
}
