import type { Price } from "@/lib/domain/fallback/price";
import { guardCell } from "@/lib/exports/cell";
import { PRICE_COLUMNS, type PriceColumn } from "./columns";

/** A price table as a CSV file that `parsePrices` reads, also after a spreadsheet has shown it. */
export function formatPrices(prices: readonly Price[]): string {
  const lines = prices.map((price) => PRICE_COLUMNS.map((column) => quoted(cellOf(price, column))).join(","));
  return [PRICE_COLUMNS.join(","), ...lines, ""].join("\r\n");
}

function cellOf(price: Price, column: PriceColumn): string {
  switch (column) {
    case "unit_price":
      return price.unitPrice;
    case "valid_from":
      // Only the day, where it begins at midnight as in most tables.
      return new Date(price.validFrom).toISOString().replace("T00:00:00.000Z", "");
    default:
      return price[column];
  }
}

function quoted(text: string): string {
  const cell = guardCell(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
