import {
  ANY,
  formatMicros,
  PRICED_CHANNELS,
  type PricedChannel,
  parseMicros,
} from "@/lib/domain/fallback/price";
import { COUNTRY_PREFIXES } from "@/lib/phone/country-prefixes";
import { type CellCheck, shown } from "./problem";

/** Countries that a number can belong to; a price for any other would never apply. */
const COUNTRIES: ReadonlySet<string> = new Set(COUNTRY_PREFIXES.match(/\b[A-Z]{2}\b/g) ?? []);

/** What people write for countries whose code is another. */
const MISTAKEN: ReadonlyMap<string, string> = new Map([
  ["UK", "GB"],
  ["EN", "GB"],
  ["EL", "GR"],
]);

const instead = (cell: string, what: string): string =>
  cell === "" ? `nothing is written here; ${what}` : `"${shown(cell)}" is not possible; ${what}`;

export function checkChannel(cell: string): CellCheck<PricedChannel> {
  const value = PRICED_CHANNELS.find((channel) => channel === cell.toLowerCase());
  return value ? { value } : { message: instead(cell, "write sms or voice.") };
}

export function checkCountry(cell: string): CellCheck<string> {
  const value = cell.toUpperCase();
  if (value === ANY || COUNTRIES.has(value)) return { value };
  const meant = MISTAKEN.get(value);
  if (meant) return { message: instead(cell, `write ${meant}.`) };
  return {
    message: instead(cell, "write the country's two letters (ISO 3166), such as GB, or * for any country."),
  };
}

/** @param providers - ids of the providers that there are. */
export function checkProvider(cell: string, providers: readonly string[]): CellCheck<string> {
  const value = cell.toLowerCase();
  if (value === ANY || providers.includes(value)) return { value };
  return { message: instead(cell, `write one of ${providers.join(", ")}, or * for any provider.`) };
}

/** Returned without needless zeros, so that equal prices are equal texts. */
export function checkUnitPrice(cell: string): CellCheck<string> {
  const micros = parseMicros(cell);
  if (micros !== null) return { value: formatMicros(micros) };
  if (/^\d+,\d+$/.test(cell)) return { message: instead(cell, `write a point: ${cell.replace(",", ".")}.`) };
  if (/^\d+\.\d{7,}$/.test(cell)) return { message: instead(cell, "write at most six decimal places.") };
  if (/^-/.test(cell)) return { message: instead(cell, "a price can't be negative.") };
  return { message: instead(cell, "write the number only, with a decimal point, such as 0.0075.") };
}

/** @param own - the workspace's currency. */
export function checkCurrency(cell: string, own: string): CellCheck<string> {
  const value = cell.toUpperCase();
  if (value === own) return { value };
  if (!/^[A-Z]{3}$/.test(value)) return { message: instead(cell, `write ${own}, the workspace's currency.`) };
  return {
    message: instead(cell, `budgets are in ${own}, so convert the price and write ${own}.`),
  };
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/** A day begins at midnight in UTC. @returns milliseconds since the epoch */
export function checkValidFrom(cell: string): CellCheck<number> {
  const day = DATE.test(cell) ? cell : INSTANT.exec(cell)?.[1];
  const value = day === undefined ? Number.NaN : Date.parse(cell);
  // Date.parse takes February 30 for a day in March.
  if (day !== undefined && !Number.isNaN(value) && new Date(value).toISOString().startsWith(day))
    return { value };
  return { message: instead(cell, "write the day as year-month-day, such as 2026-01-31.") };
}
