import "server-only";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { formatPrices } from "@/lib/prices/format-prices";
import { pricesOf } from "@/lib/prices/store";

/** The table as a CSV file that an import reads back. @throws AppError forbidden */
export async function exportPrices(ctx: Context): Promise<Response> {
  requireRole(ctx, "operator");
  const { prices } = await pricesOf(ctx.workspaceId);
  return new Response(formatPrices(prices), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="reachback-prices.csv"',
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
