import "server-only";
import { prisma } from "@/lib/db/client";
import { formatMicros, type Price, type PricedChannel } from "@/lib/domain/fallback/price";
import type { WorkspaceId } from "@/lib/domain/ids";

/** The workspace's price table and the currency that its budgets are in. */
export async function pricesOf(
  workspaceId: WorkspaceId,
): Promise<{ readonly prices: Price[]; readonly currency: string }> {
  const [workspace, rows] = await Promise.all([
    prisma().workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { currency: true } }),
    prisma().price.findMany({ where: { workspaceId }, orderBy: { validFrom: "asc" } }),
  ]);
  return {
    currency: workspace.currency,
    prices: rows.map((row) => ({
      channel: row.channel as PricedChannel,
      country: row.country,
      provider: row.provider,
      unitPrice: formatMicros(Number(row.unitMicros)),
      currency: row.currency,
      validFrom: row.validFrom.getTime(),
    })),
  };
}
