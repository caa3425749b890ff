import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMicros, type Price, priceOf } from "@/lib/domain/fallback/price";
import { providers } from "@/lib/providers/registry";
import { MAX_PRICES, PRICE_COLUMNS } from "./columns";
import { formatPrices } from "./format-prices";
import { parsePrices } from "./parse-prices";

const PROVIDERS = Object.keys(providers);
const CHOICES = { providers: PROVIDERS, currency: "USD" };
const HEADER = PRICE_COLUMNS.join(",");
const JANUARY = Date.parse("2026-01-01");

function problemsOf(csv: string) {
  const result = parsePrices(csv, CHOICES);
  if (result.ok) throw new Error("it was taken");
  return result.problems;
}
const problemsOfRow = (row: string) => problemsOf(`${HEADER}\n${row}`);

function pricesOf(csv: string): readonly Price[] {
  const result = parsePrices(csv, CHOICES);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return result.prices;
}

describe("the shipped example", () => {
  const prices = pricesOf(
    readFileSync(path.resolve(import.meta.dirname, "../../public/examples/prices.csv"), "utf8"),
  );
  test("has a price for every number on both channels", () => {
    for (const channel of ["sms", "voice"] as const) {
      expect(priceOf(prices, { channel, country: null, provider: "sinch", at: JANUARY })).not.toBeNull();
    }
  });
  test("shows prices of a country, of a provider, and of a later day", () => {
    const at = Date.parse("2026-08-01");
    const find = (country: string, provider: string) =>
      priceOf(prices, { channel: "sms", country, provider, at })?.unitPrice;
    expect(find("GB", "twilio")).not.toBe(find("GB", "sinch"));
    expect(find("US", "sinch")).toBe("0.0087");
  });
});

describe("parsePrices reads", () => {
  const expected = [
    {
      channel: "sms",
      country: "GB",
      provider: "twilio",
      unitPrice: "0.045",
      currency: "USD",
      validFrom: JANUARY,
    },
    {
      channel: "voice",
      country: "*",
      provider: "*",
      unitPrice: "1",
      currency: "USD",
      validFrom: JANUARY + 1500,
    },
  ];
  test.each([
    {
      why: "what a spreadsheet saves: byte order mark, CRLF, blank rows",
      csv: `\ufeff${HEADER}\r\nsms,GB,twilio,0.045,USD,2026-01-01\r\n,,,,,\r\nvoice,*,*,1,USD,2026-01-01T00:00:01.5Z\r\n`,
    },
    {
      why: "semicolons, quotes, capitals, needless zeros and blanks",
      csv: 'Channel;Country;Provider;Unit Price;Currency;Valid-From\nSMS; gb ;"Twilio";0.04500;usd;2026-01-01\nvoice;*;*;1.0;usd;2026-01-01T00:00:01.500Z',
    },
    {
      why: "tabs, another order of columns, notes",
      csv: '# mine\ncurrency\tchannel\tcountry\tprovider\tvalid_from\tunit_price\nUSD\tsms\tGB\ttwilio\t2026-01-01\t0.045\n"# a note, quoted"\nUSD\tvoice\t*\t*\t2026-01-01T00:00:01.5Z\t1\n',
    },
  ])("$why", ({ csv }) => {
    expect(pricesOf(csv)).toEqual(expected);
  });
  test("a header alone is an empty table", () => {
    expect(pricesOf(HEADER)).toEqual([]);
  });
});

describe("parsePrices says of a cell where it is, what is wrong and what to write", () => {
  test.each([
    {
      row: "fax,GB,*,0.1,USD,2026-01-01",
      column: "channel",
      hint: '"fax" is not possible; write sms or voice.',
    },
    { row: "sms,UK,*,0.1,USD,2026-01-01", column: "country", hint: '"UK" is not possible; write GB.' },
    { row: "sms,Germany,*,0.1,USD,2026-01-01", column: "country", hint: "two letters" },
    { row: "sms,ZZ,*,0.1,USD,2026-01-01", column: "country", hint: "or * for any country" },
    {
      row: "sms,GB,,0.1,USD,2026-01-01",
      column: "provider",
      hint: "nothing is written here; write one of meta",
    },
    { row: 'sms,GB,*,"0,1",USD,2026-01-01', column: "unit_price", hint: "write a point: 0.1." },
    { row: "sms,GB,*,0.1234567,USD,2026-01-01", column: "unit_price", hint: "at most six decimal places" },
    { row: "sms,GB,*,-0.1,USD,2026-01-01", column: "unit_price", hint: "can't be negative" },
    { row: "sms,GB,*,$0.1,USD,2026-01-01", column: "unit_price", hint: "the number only" },
    {
      row: "sms,GB,*,0.1,Dollar,2026-01-01",
      column: "currency",
      hint: "write USD, the workspace's currency",
    },
    { row: "sms,GB,*,0.1,EUR,2026-01-01", column: "currency", hint: "convert the price and write USD" },
    { row: "sms,GB,*,0.1,USD,01/02/2026", column: "valid_from", hint: "such as 2026-01-31" },
    { row: "sms,GB,*,0.1,USD,2026-02-30", column: "valid_from", hint: '"2026-02-30" is not possible' },
    { row: "sms,GB,*,0.1,USD,2026-02-30T00:00Z", column: "valid_from", hint: "is not possible" },
  ])("$row", ({ row, column, hint }) => {
    const problems = problemsOfRow(row);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 2, column, cause: column });
    expect(problems[0]?.message).toContain(`Line 2, column ${column}: `);
    expect(problems[0]?.message).toContain(hint);
  });
});

describe("parsePrices says of a line or a file what is wrong", () => {
  test.each([
    { csv: "", line: 1, cause: "empty" },
    { csv: "PK\u0003\u0004…", line: 1, cause: "not_csv" },
    { csv: `${HEADER}\n\0`, line: 1, cause: "not_csv" },
    { csv: `${HEADER},note`, line: 1, cause: "unknown_column", found: "note" },
    { csv: `${HEADER},channel`, line: 1, cause: "repeated_column", found: "channel" },
    {
      csv: "channel,country,provider,unit_price,currency",
      line: 1,
      cause: "missing_column",
      found: "valid_from",
    },
    { csv: `${HEADER}\n\nsms,GB,*,0,1,USD,2026-01-01`, line: 3, cause: "cells" },
    { csv: `${HEADER}\nsms,GB,*,"0.1,USD,2026-01-01`, line: 2, cause: "quotes" },
    {
      csv: `${HEADER}\nsms,GB,*,0.1,USD,2026-01-01\nsms,gb,*,0.2,USD,2026-01-01T00:00Z`,
      line: 3,
      cause: "repeated",
    },
  ])("$cause", ({ csv, ...problem }) => {
    expect(problemsOf(csv)).toEqual([expect.objectContaining({ column: null, ...problem })]);
  });
  test("an open quote spoils no line but its own", () => {
    const problems = problemsOfRow(
      'sms,GB,"*,0.1,USD,2026-01-01\nsms,US,*,0.1,USD,2026-01-01\nfax,US,*,x,USD,2026-01-01',
    );
    expect(problems.map(({ line, cause }) => [line, cause])).toEqual([
      [2, "quotes"],
      [4, "channel"],
      [4, "unit_price"],
    ]);
  });
  test("too many prices are refused at the first that is over", () => {
    const rows = Array(MAX_PRICES + 1).fill("sms,GB,*,0.1,USD,2026-01-01");
    expect(problemsOf([HEADER, ...rows].join("\n"))).toMatchObject([
      { line: MAX_PRICES + 2, cause: "too_many" },
    ]);
  });
  test("whatever text comes, there is an answer", () => {
    const piece = fc.constantFrom(
      HEADER,
      "\n",
      "\r",
      ",",
      ";",
      '"',
      "sms",
      "GB",
      "*",
      "0.1",
      "#",
      "\t",
      "'=",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => `${HEADER}\n${pieces.join("")}`),
    );
    fc.assert(
      fc.property(text, (csv) => {
        const result = parsePrices(csv, CHOICES);
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe("formatPrices", () => {
  const price = fc.record({
    channel: fc.constantFrom("sms" as const, "voice" as const),
    country: fc.constantFrom("GB", "US", "IN", "*"),
    provider: fc.constantFrom("*", ...PROVIDERS),
    unitPrice: fc.integer({ min: 0, max: 999_999_999_999_999 }).map(formatMicros),
    currency: fc.constant("USD"),
    validFrom: fc.oneof(
      fc.integer({ min: 0, max: 20_000 }).map((day) => day * 86_400_000),
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
    ),
  });
  const table = fc.uniqueArray(price, {
    maxLength: 30,
    selector: ({ channel, country, provider, validFrom }) => [channel, country, provider, validFrom].join(),
  });

  test("writes the day alone where a price begins at midnight", () => {
    const [first] = pricesOf(`${HEADER}\nsms,GB,*,0.10,usd,2026-01-01`);
    expect(first && formatPrices([first])).toBe(`${HEADER}\r\nsms,GB,*,0.1,USD,2026-01-01\r\n`);
  });
  test("is read back as it was", () => {
    fc.assert(
      fc.property(table, (prices) => {
        expect(pricesOf(formatPrices(prices))).toEqual(prices);
      }),
    );
  });
  test("no cell can act as a formula, whatever a row holds", () => {
    const odd = fc
      .tuple(fc.constantFrom("=", "+", "-", "@", "\t=", '"='), fc.string())
      .map((pair) => pair.join(""));
    fc.assert(
      fc.property(price, odd, odd, (row, provider, country) => {
        for (const cell of parse(formatPrices([{ ...row, provider, country }])).flat()) {
          expect(cell).not.toMatch(/^[\s"]*[=+\-@]/);
        }
      }),
    );
  });
});
