import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ANY, estimate, formatMicros, type Price, parseMicros, priceOf, reportedMicros } from "./price";

const row = (over: Partial<Price>): Price => {
  return {
    channel: "sms",
    country: ANY,
    provider: ANY,
    unitPrice: "0.1",
    currency: "USD",
    validFrom: 0,
    ...over,
  };
};

describe("priceOf", () => {
  const query = { channel: "sms", country: "GB", provider: "twilio", at: 100 } as const;
  const both = row({ country: "GB", provider: "twilio" });
  const country = row({ country: "GB" });
  const provider = row({ provider: "twilio" });
  const neither = row({});
  const others = [
    row({ channel: "voice", country: "GB", provider: "twilio" }),
    row({ country: "US", provider: "twilio" }),
    row({ country: "GB", provider: "vonage" }),
  ];

  test("the most specific wins, country before provider, in whatever order they stand", () => {
    const levels = [both, country, provider, neither];
    for (let level = 0; level < levels.length; level++) {
      const table = [...levels.slice(level), ...others];
      expect(priceOf(table, query)).toBe(levels[level]);
      expect(priceOf(table.toReversed(), query)).toBe(levels[level]);
    }
    expect(priceOf(others, query)).toBeNull();
  });
  test("the newest that is valid already", () => {
    const old = row({ unitPrice: "0.1", validFrom: 10 });
    const current = row({ unitPrice: "0.2", validFrom: 100 });
    const future = row({ unitPrice: "0.3", validFrom: 101 });
    expect(priceOf([current, future, old], query)).toBe(current);
    expect(priceOf([future], query)).toBeNull();
  });
  test("an old specific price stands before a new general one", () => {
    const specific = row({ country: "GB", validFrom: 1 });
    expect(priceOf([specific, row({ validFrom: 99 })], query)).toBe(specific);
  });
  test("of two for the same time the later row replaces the earlier one", () => {
    const second = row({ unitPrice: "0.2" });
    expect(priceOf([neither, second], query)).toBe(second);
  });
  test("a number without a country gets prices for any country only", () => {
    expect(priceOf([both, country, neither], { ...query, country: null })).toBe(neither);
    expect(priceOf([both, country], { ...query, country: null })).toBeNull();
  });
  test("whatever it finds applies, and nothing that applies is more specific or newer", () => {
    const rows = fc.array(
      fc.record({
        channel: fc.constantFrom("sms" as const, "voice" as const),
        country: fc.constantFrom("GB", "US", ANY),
        provider: fc.constantFrom("twilio", "vonage", ANY),
        unitPrice: fc.constant("0.1"),
        currency: fc.constant("USD"),
        validFrom: fc.integer({ min: 0, max: 200 }),
      }),
    );
    const rank = (price: Price) =>
      (price.country === ANY ? 0 : 10_000) + (price.provider === ANY ? 0 : 1000) + price.validFrom;
    fc.assert(
      fc.property(rows, (table) => {
        const possible = table.filter(
          (price) =>
            price.channel === "sms" &&
            ["GB", ANY].includes(price.country) &&
            ["twilio", ANY].includes(price.provider) &&
            price.validFrom <= 100,
        );
        const found = priceOf(table, query);
        if (found === null) expect(possible).toEqual([]);
        else {
          expect(possible).toContain(found);
          expect(rank(found)).toBe(Math.max(...possible.map(rank)));
        }
      }),
    );
  });
});

describe("micros", () => {
  test.each([
    ["0", 0],
    ["1", 1_000_000],
    ["0.0075", 7500],
    ["0.000001", 1],
    ["0.10000000", 100_000],
    ["12.3", 12_300_000],
    ["999999999.999999", 999_999_999_999_999],
  ])("%s is %d", (decimal, micros) => {
    expect(parseMicros(decimal)).toBe(micros);
  });
  test.each(["", "-1", "+1", ".5", "1.", "1,5", "1e-3", "0.0000001", "1 000", "1234567890", "NaN", "0x1"])(
    "%j is no price",
    (decimal) => {
      expect(parseMicros(decimal)).toBeNull();
    },
  );
  test("there and back, for any whole number of micros", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (micros) => {
        expect(parseMicros(formatMicros(micros))).toBe(micros);
        expect(formatMicros(-micros)).toBe(micros === 0 ? "0" : `-${formatMicros(micros)}`);
      }),
    );
  });
  test("fractions of a micro are refused", () => {
    expect(() => formatMicros(0.5)).toThrow(RangeError);
  });
});

describe("estimate", () => {
  test.each([
    { unitPrice: "0.0075", quantity: 3, micros: 22_500 },
    { unitPrice: "0.1", quantity: 3, micros: 300_000 },
    { unitPrice: "0.013", quantity: 0, micros: 0 },
  ])("$quantity × $unitPrice", ({ unitPrice, quantity, micros }) => {
    expect(estimate(row({ unitPrice, currency: "EUR" }), quantity)).toEqual({ micros, currency: "EUR" });
  });
  test.each([
    { unitPrice: "free", quantity: 1, message: '"free" is not a price' },
    { unitPrice: "0.1", quantity: 1.5, message: "1.5 is no quantity" },
    { unitPrice: "0.1", quantity: -1, message: "-1 is no quantity" },
    { unitPrice: "999999999", quantity: 1000, message: "too large" },
  ])("$quantity × $unitPrice is refused", ({ unitPrice, quantity, message }) => {
    expect(() => estimate(row({ unitPrice }), quantity)).toThrow(message);
  });
});

describe("reportedMicros", () => {
  test.each([
    ["-0.00750", 7500],
    ["0.03330000", 33_300],
    ["1.5e-7", 1],
    ["1e-5", 10],
    ["2E+1", 20_000_000],
    ["0.0000001", 1],
    ["0.00750000", 7500],
    [" 1 ", 1_000_000],
    ["0", 0],
  ])("%j is %d", (reported, micros) => {
    expect(reportedMicros(reported)).toBe(micros);
  });
  test.each(["", "null", "N/A", "0,05", "1e99", "--1", "999999999e9"])("%j is no number", (reported) => {
    expect(reportedMicros(reported)).toBeNull();
  });
  test("agrees with exact prices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (micros) => {
        expect(reportedMicros(formatMicros(micros))).toBe(micros);
      }),
    );
  });
});
