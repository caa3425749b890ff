import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceOf, rateOf, type Share } from "./proportion";

const share = (text: string): Share => {
  const [hits = 0, total = 0] = text.split("/").map(Number);
  return { hits, total };
};
const anyShare = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([total, rate]): Share => ({ hits: Math.round(total * rate), total }));

describe("rateOf", () => {
  test.each([
    { of: "81/263", low: 0.2553, high: 0.3662 },
    { of: "15/148", low: 0.0624, high: 0.1605 },
    { of: "0/20", low: 0, high: 0.1611 },
    { of: "1/29", low: 0.0061, high: 0.1718 },
  ])("$of has the published interval", ({ of, low, high }) => {
    expect(rateOf(share(of))?.low).toBeCloseTo(low, 4);
    expect(rateOf(share(of))?.high).toBeCloseTo(high, 4);
  });
  test("an empty group has no rate", () => {
    expect(rateOf({ hits: 0, total: 0 })).toBeNull();
  });
  test.each(["2/1", "-1/3", "0.5/1"])("%s is no share", (of) => {
    expect(() => rateOf(share(of))).toThrow(RangeError);
  });
  test("contains its rate, stays within 0 and 1, and mirrors", () => {
    fc.assert(
      fc.property(anyShare, ({ hits, total }) => {
        const rate = rateOf({ hits, total });
        const others = rateOf({ hits: total - hits, total });
        if (rate === null || others === null) throw new Error("no rate");
        expect(0 <= rate.low && rate.low <= rate.value).toBe(true);
        expect(rate.value <= rate.high && rate.high <= 1).toBe(true);
        expect(others.low).toBeCloseTo(1 - rate.high, 10);
      }),
    );
  });
});

describe("differenceOf", () => {
  test.each([
    { first: "56/70", second: "48/80", low: 0.0524, high: 0.3339 },
    { first: "9/10", second: "3/10", low: 0.1705, high: 0.809 },
    { first: "6/7", second: "2/7", low: 0.0582, high: 0.8062 },
    { first: "5/56", second: "0/29", low: -0.0381, high: 0.1926 },
    { first: "0/10", second: "0/20", low: -0.1611, high: 0.2775 },
    { first: "0/10", second: "0/10", low: -0.2775, high: 0.2775 },
    { first: "10/10", second: "0/20", low: 0.6791, high: 1 },
    { first: "10/10", second: "0/10", low: 0.6075, high: 1 },
  ])("$first − $second has the published interval", ({ first, second, low, high }) => {
    const difference = differenceOf(share(first), share(second));
    expect(difference?.low).toBeCloseTo(low, 4);
    expect(difference?.high).toBeCloseTo(high, 4);
  });
  test("an empty group can't be compared", () => {
    expect(differenceOf(share("1/2"), share("0/0"))).toBeNull();
    expect(differenceOf(share("0/0"), share("1/2"))).toBeNull();
  });
  test("contains the difference, stays within -1 and 1, and turns its sign with the groups", () => {
    fc.assert(
      fc.property(anyShare, anyShare, (first, second) => {
        const there = differenceOf(first, second);
        const back = differenceOf(second, first);
        if (there === null || back === null) throw new Error("no difference");
        expect(there.low <= there.value && there.value <= there.high).toBe(true);
        expect(there.low >= -1 - 1e-12 && there.high <= 1 + 1e-12).toBe(true);
        expect(back.low).toBeCloseTo(-there.high, 10);
      }),
    );
  });
});
