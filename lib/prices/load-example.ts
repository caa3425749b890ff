import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import type { ImportedPrices } from "@/lib/prices/contract";
import { storePrices } from "@/lib/prices/import-prices";
import { parsePrices } from "@/lib/prices/parse-prices";
import { currencyOf } from "@/lib/prices/store";
import { providers } from "@/lib/providers/registry";

const EXAMPLE_CURRENCY = "USD";

/**
 * Adds the example that is shipped, so that a newcomer can try fallbacks before their own prices are there. Its
 * amounts are invented, so they are taken in whatever currency the workspace has. @throws AppError forbidden
 */
export async function loadExample(ctx: Context): Promise<ImportedPrices> {
  requireRole(ctx, "admin");
  const [csv, currency] = await Promise.all([
    readFile(path.join(process.cwd(), "public/examples/prices.csv"), "utf8"),
    currencyOf(ctx.workspaceId),
  ]);
  const parsed = parsePrices(csv, { providers: Object.keys(providers), currency: EXAMPLE_CURRENCY });
  if (!parsed.ok) throw new Error(`the shipped example is broken: ${parsed.problems[0]?.message}`);
  return storePrices(
    ctx,
    parsed.prices.map((price) => ({ ...price, currency })),
    "add",
    "example",
  );
}
