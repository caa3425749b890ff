import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { transaction } from "@/lib/db/transaction";
import type { Price } from "@/lib/domain/fallback/price";
import { AppError } from "@/lib/errors";
import { MAX_PRICES } from "@/lib/prices/columns";
import type { ImportedPrices, ImportPricesInput } from "@/lib/prices/contract";
import { parsePrices } from "@/lib/prices/parse-prices";
import type { PriceProblem } from "@/lib/prices/problem";
import { currencyOf, writePrices } from "@/lib/prices/store";
import { providers } from "@/lib/providers/registry";

/** Problems that are told at once; whoever has more has the same one in every line. */
const TOLD = 100;

/**
 * Takes a price file, whole or not at all: what a broken line left out would be sent unpriced.
 * @throws AppError forbidden; invalid_input with every problem as `csv.<line>` or `csv.<line>.<column>`, its cause as code
 */
export async function importPrices(ctx: Context, { csv, mode }: ImportPricesInput): Promise<ImportedPrices> {
  requireRole(ctx, "admin");
  const currency = await currencyOf(ctx.workspaceId);
  const parsed = parsePrices(csv, { providers: Object.keys(providers), currency });
  if (!parsed.ok) throw refusal(parsed.problems);
  return storePrices(ctx, parsed.prices, mode, "file");
}

/** @param source - for the audit log: where the prices came from */
export function storePrices(
  ctx: Context,
  prices: readonly Price[],
  mode: ImportPricesInput["mode"],
  source: "file" | "example",
): Promise<ImportedPrices> {
  return transaction(async (db) => {
    const total = await writePrices(db, ctx.workspaceId, prices, mode);
    if (total > MAX_PRICES)
      throw new AppError(
        "invalid_input",
        `With this file there would be ${total} prices; a workspace holds at most ${MAX_PRICES}. Replace the table instead.`,
      );
    await audit(ctx, "prices.imported", undefined, { source, mode, imported: prices.length, total }, db);
    return { imported: prices.length, total };
  });
}

function refusal(problems: readonly PriceProblem[]): AppError {
  const more = problems.length > 1 ? ` There are ${problems.length} problems; nothing was imported.` : "";
  return new AppError("invalid_input", `${problems[0]?.message}${more}`, {
    problems: problems.slice(0, TOLD).map(({ line, column, cause, message }) => ({
      path: column === null ? `csv.${line}` : `csv.${line}.${column}`,
      code: cause,
      message,
    })),
  });
}
