import { CsvError, parse } from "csv-parse/sync";
import type { Price } from "@/lib/domain/fallback/price";
import {
  checkChannel,
  checkCountry,
  checkCurrency,
  checkProvider,
  checkUnitPrice,
  checkValidFrom,
} from "./cells";
import { MAX_PRICES, PRICE_COLUMNS, type PriceColumn } from "./columns";
import { type CellCheck, cellProblem, lineProblem, type PriceProblem } from "./problem";

export type ParsedPrices =
  | { readonly ok: true; readonly prices: readonly Price[] }
  /** Every mistake of the file; nothing of it should be used, since what is missing would be sent unpriced. */
  | { readonly ok: false; readonly problems: readonly PriceProblem[] };

/** What a price may name. */
export type PriceChoices = {
  /** Ids of the providers that there are. */
  readonly providers: readonly string[];
  /** The workspace's own, ISO 4217: budgets are in it, and nothing converts. */
  readonly currency: string;
};

type Line = { readonly number: number; readonly text: string };
type Header = {
  readonly at: ReadonlyMap<PriceColumn, number>;
  readonly width: number;
  readonly delimiter: string;
};

/**
 * Prices of a CSV file with a header, separated by comma, semicolon or tab. Lines that begin with "#" are
 * notes. No cell can hold a line break, so a forgotten quote spoils its own line only.
 */
export function parsePrices(csv: string, choices: PriceChoices): ParsedPrices {
  if (csv.startsWith("PK\u0003\u0004") || csv.includes("\0"))
    return refused(lineProblem(1, "not_csv", "this is no CSV text; save the table as CSV (UTF-8)."));
  const [first, ...rest] = linesOf(csv);
  if (!first)
    return refused(lineProblem(1, "empty", `the file is empty; begin with ${PRICE_COLUMNS.join()}.`));
  const header = readHeader(first);
  if ("problems" in header) return { ok: false, problems: header.problems };
  const over = rest[MAX_PRICES];
  if (over)
    return refused(lineProblem(over.number, "too_many", `a file holds at most ${MAX_PRICES} prices.`));
  return readRows(rest, header, choices);
}

const refused = (problem: PriceProblem): ParsedPrices => ({ ok: false, problems: [problem] });

function linesOf(csv: string): Line[] {
  return csv
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .map((text, at) => ({ number: at + 1, text }))
    .filter(({ text }) => !/^[\s,;"]*$/.test(text) && !/^"?#/.test(text));
}

function readHeader({ number, text }: Line): Header | { problems: PriceProblem[] } {
  const delimiter = delimiterOf(text);
  const cells = cellsOf({ number, text }, delimiter);
  if ("line" in cells) return { problems: [cells] };
  const at = new Map<PriceColumn, number>();
  const problems: PriceProblem[] = [];
  for (const [index, cell] of cells.entries()) {
    const name = cell.toLowerCase().replace(/[\s-]+/g, "_");
    const column = PRICE_COLUMNS.find((known) => known === name);
    if (!column) {
      const message = `"${cell}" is no column of prices; remove it or name it as one of ${PRICE_COLUMNS.join()}.`;
      problems.push(lineProblem(number, "unknown_column", message, cell));
    } else if (at.has(column)) {
      problems.push(lineProblem(number, "repeated_column", `the column ${column} is there twice.`, cell));
    } else at.set(column, index);
  }
  for (const column of PRICE_COLUMNS) {
    if (at.has(column)) continue;
    problems.push(lineProblem(number, "missing_column", `the column ${column} is missing; add it.`, column));
  }
  return problems.length > 0 ? { problems } : { at, width: cells.length, delimiter };
}

/** Spreadsheets write the separator of their country. */
function delimiterOf(header: string): string {
  const times = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (times(next) > times(best) ? next : best));
}

/** Cells of a line, without the apostrophe that guards our own downloads. */
function cellsOf({ number, text }: Line, delimiter: string): string[] | PriceProblem {
  try {
    // Without quotes there is nothing to interpret, and a parser for each line takes its time.
    const cells = text.includes('"') ? parse(text, { delimiter, trim: true }).flat() : text.split(delimiter);
    return cells.map((cell) => cell.trim().replace(/^'(?=[=+\-@])/, ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return lineProblem(number, "quotes", "a quotation mark is open or in the wrong place; remove it.", text);
  }
}

function readRows(lines: readonly Line[], header: Header, choices: PriceChoices): ParsedPrices {
  const prices: Price[] = [];
  const problems: PriceProblem[] = [];
  const lineOf = new Map<string, number>();
  for (const line of lines) {
    const read = readRow(line, header, choices);
    if ("problems" in read) {
      problems.push(...read.problems);
      continue;
    }
    const key = `${read.channel} ${read.country} ${read.provider} ${read.validFrom}`;
    const earlier = lineOf.get(key);
    if (earlier === undefined) lineOf.set(key, line.number);
    else {
      const message = `line ${earlier} has a price for the same channel, country, provider and day; remove one.`;
      problems.push(lineProblem(line.number, "repeated", message, line.text));
    }
    prices.push(read);
  }
  return problems.length === 0 ? { ok: true, prices } : { ok: false, problems };
}

function readRow(
  line: Line,
  { at, width, delimiter }: Header,
  { providers, currency: own }: PriceChoices,
): Price | { problems: PriceProblem[] } {
  const cells = cellsOf(line, delimiter);
  if ("line" in cells) return { problems: [cells] };
  if (cells.length !== width) {
    const message = `${cells.length} cells where the header has ${width}; a decimal comma splits a price in two.`;
    return { problems: [lineProblem(line.number, "cells", message, line.text)] };
  }
  const problems: PriceProblem[] = [];
  const read = <Value>(column: PriceColumn, check: (cell: string) => CellCheck<Value>): Value | null => {
    const cell = cells[at.get(column) ?? -1] ?? "";
    const checked = check(cell);
    if ("value" in checked) return checked.value;
    problems.push(cellProblem(line.number, column, cell, checked.message));
    return null;
  };
  const channel = read("channel", checkChannel);
  const country = read("country", checkCountry);
  const provider = read("provider", (cell) => checkProvider(cell, providers));
  const unitPrice = read("unit_price", checkUnitPrice);
  const currency = read("currency", (cell) => checkCurrency(cell, own));
  const validFrom = read("valid_from", checkValidFrom);
  if (!channel || !country || !provider || !unitPrice || !currency || validFrom === null) return { problems };
  return { channel, country, provider, unitPrice, currency, validFrom };
}
