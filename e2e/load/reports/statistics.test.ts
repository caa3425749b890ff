import { describe, expect, test } from "vitest";
import { growth, percentile, readSizes, sizeName } from "./statistics";

describe("percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  test.each([
    { why: "the 95th of a hundred in any order", numbers: hundred, share: 0.95, is: 95 },
    { why: "the middle", numbers: [3, 1, 2], share: 0.5, is: 2 },
    { why: "the largest, where few were measured", numbers: [1, 9], share: 0.95, is: 9 },
    { why: "nothing of nothing", numbers: [], share: 0.5, is: 0 },
  ])("is $why", ({ numbers, share, is }) => {
    expect(percentile(numbers, share)).toBe(is);
  });
});

describe("growth", () => {
  test.each([
    { few: 10, many: 25, is: 2.5 },
    { few: 1, many: 4, is: 1 },
    { few: 0.5, many: 20, is: 4 },
    { few: 40, many: 10, is: 0.25 },
  ])("from $few ms to $many ms is $is", ({ few, many, is }) => {
    expect(growth(few, many)).toBe(is);
  });
});

test("sizes have short names", () => {
  expect([100_000, 1_000_000, 10_000_000, 2500].map(sizeName)).toEqual(["100k", "1m", "10m", "2500"]);
});

describe("sizes", () => {
  test("come smallest first", () => {
    expect(readSizes("1000000,100000", 500)).toEqual([100_000, 1_000_000]);
  });
  test.each(["1000001", "many", "0", "-500"])("refuse %s", (text) => {
    expect(() => readSizes(text, 500)).toThrow("multiples of 500");
  });
});
