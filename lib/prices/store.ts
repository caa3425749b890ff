import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import { formatMicros, type Price, type PricedChannel, parseMicros } from "@/lib/domain/fallback/price";
import type { WorkspaceId } from "@/lib/domain/ids";

/** The workspace's price table and the currency that its budgets are in. */
export async function pricesOf(
  workspaceId: WorkspaceId,
): Promise<{ readonly prices: Price[]; readonly currency: string }> {
  const [workspace, rows] = await Promise.all([
    prisma().workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { currency: true } }),
    prisma().price.findMany({
      where: { workspaceId },
      orderBy: [{ channel: "asc" }, { country: "asc" }, { provider: "asc" }, { validFrom: "asc" }],
    }),
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

/** Any number; imports of a workspace wait for each other, so that "replace" leaves what it was given and no more. */
const IMPORT_LOCK = 7224005;

/**
 * Writes a price table, in the caller's transaction.
 * @returns how many prices the workspace has then
 */
export async function writePrices(
  db: Db,
  workspaceId: WorkspaceId,
  prices: readonly Price[],
  mode: "replace" | "add",
): Promise<number> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(${IMPORT_LOCK}::int, ${workspaceId}::int)`;
  if (mode === "replace") await db.price.deleteMany({ where: { workspaceId } });
  await db.$executeRaw`
    INSERT INTO price (workspace_id, channel, country, provider, valid_from, unit_micros, currency)
    SELECT ${workspaceId}, channel, country, provider, 'epoch'::timestamptz + valid_from * interval '1 ms', micros, currency
    FROM unnest(${prices.map(({ channel }) => channel)}::text[], ${prices.map(({ country }) => country)}::text[],
      ${prices.map(({ provider }) => provider)}::text[], ${prices.map(({ validFrom }) => validFrom)}::float8[],
      ${prices.map(({ unitPrice }) => parseMicros(unitPrice))}::bigint[], ${prices.map(({ currency }) => currency)}::text[])
      AS t (channel, country, provider, valid_from, micros, currency)
    ON CONFLICT (workspace_id, channel, country, provider, valid_from)
      DO UPDATE SET unit_micros = excluded.unit_micros, currency = excluded.currency`;
  return db.price.count({ where: { workspaceId } });
}

export async function currencyOf(workspaceId: WorkspaceId): Promise<string> {
  const { currency } = await prisma().workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { currency: true },
  });
  return currency;
}
