import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { PriceTable } from "@/lib/prices/contract";
import { pricesOf } from "@/lib/prices/store";

/** The whole table, by channel, country, provider and time; an import keeps it small. @throws AppError forbidden */
export async function listPrices(ctx: Context): Promise<PriceTable> {
  requireRole(ctx, "operator");
  const { prices, currency } = await pricesOf(ctx.workspaceId);
  const items = prices.map((price) => ({ ...price, validFrom: new Date(price.validFrom).toISOString() }));
  return { currency, items };
}
