import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fnv1a, holdoutShare, isHeldOut } from "./holdout";

/** 20,000 pairs of a rule and a person: twenty rules, each with a thousand numbers in a row. */
const pairs = Array.from({ length: 20_000 }, (_, at) => {
  return { rule: String(at % 20), recipient: `+447700900${String(Math.floor(at / 20)).padStart(3, "0")}` };
});

test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["b", 0xe70c2de5],
  ["foobar", 0xbf9cf968],
])("fnv1a(%j) is the published value", (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

describe("holdoutShare", () => {
  test("stays what it is: people must not change groups with a release", () => {
    expect(holdoutShare("7", "+12025550123")).toBeCloseTo(84.542435, 5);
    expect(holdoutShare("7", "+447700900123")).toBeCloseTo(97.599137, 5);
  });
  test("spreads neighbouring numbers evenly", () => {
    const tenths = new Array<number>(10).fill(0);
    for (const { rule, recipient } of pairs) {
      const tenth = Math.floor(holdoutShare(rule, recipient) / 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 9 degrees of freedom, 0.1 %
  });
  test("two rules choose independently", () => {
    const both = pairs.filter(
      ({ rule, recipient }) => isHeldOut(rule, recipient, 50) && isHeldOut(`1${rule}`, recipient, 50),
    ).length;
    expect(Math.abs(both - 5000)).toBeLessThan(250);
  });
});

describe("isHeldOut", () => {
  test("nobody at 0, everybody at 100, and once held out always at more", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(100), fc.nat(100), (rule, recipient, some, other) => {
        expect(isHeldOut(rule, recipient, 0)).toBe(false);
        expect(isHeldOut(rule, recipient, 100)).toBe(true);
        const [less, more] = some < other ? [some, other] : [other, some];
        if (isHeldOut(rule, recipient, less)) expect(isHeldOut(rule, recipient, more)).toBe(true);
      }),
    );
  });
  test.each([5, 10, 33])("about %d in a hundred people", (percent) => {
    const held = pairs.filter(({ rule, recipient }) => isHeldOut(rule, recipient, percent)).length;
    expect(Math.abs(held / 200 - percent)).toBeLessThan(1);
  });
  test.each([-1, 101, Number.NaN])("%d is no percentage", (percent) => {
    expect(() => isHeldOut("7", "+12025550123", percent)).toThrow(RangeError);
  });
});
