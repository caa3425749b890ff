import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MINUTE } from "../time";
import { isAboveBand, usualBand } from "./band";
import { usedBudget } from "./budget";
import { isSilentTooLong } from "./gap";
import { ALERT_KINDS, alertPath } from "./kinds";

const USUAL = [0.02, 0.04, 0.03, 0.05, 0.03, 0.04, 0.02, 0.06];

describe("the usual band", () => {
  test("needs eight campaigns", () => {
    expect(usualBand(USUAL.slice(1))).toBeNull();
    expect(usualBand(USUAL)).toMatchObject({ campaigns: 8 });
  });

  test("is not widened by a few bad campaigns of the past", () => {
    const before = usualBand([...USUAL, 0.03, 0.04]);
    const after = usualBand([...USUAL, 0.9, 1]);
    expect(after?.high).toBeLessThan((before?.high ?? 0) + 0.06);
  });

  test("leaves room where all campaigns were alike", () => {
    const { low, high } = usualBand(Array(10).fill(0.1)) ?? { low: 0, high: 0 };
    expect(low).toBeCloseTo(0.07);
    expect(high).toBeCloseTo(0.13);
  });

  test("holds its own median and stays within 0 and 1, in whatever order", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 60 });
    fc.assert(
      fc.property(shares, (given) => {
        const band = usualBand(given);
        if (!band) throw new Error("no band");
        expect(band.low).toBeGreaterThanOrEqual(0);
        expect(band.high).toBeLessThanOrEqual(1);
        expect(band.low).toBeLessThanOrEqual(band.median);
        expect(band.high).toBeGreaterThanOrEqual(band.median);
        expect(usualBand(given.toReversed())).toEqual(band);
      }),
    );
  });

  test.each([
    { why: "far out", hits: 120, total: 300, above: true },
    { why: "too few messages", hits: 30, total: 49, above: false },
    { why: "within", hits: 20, total: 300, above: false },
    { why: "chance may explain it", hits: 8, total: 60, above: false },
    { why: "better than usual", hits: 0, total: 3000, above: false },
  ])("$why: $above", ({ hits, total, above }) => {
    const band = usualBand(USUAL);
    expect(band && isAboveBand({ hits, total }, band)).toBe(above);
  });
});

test.each([
  { why: "abrupt", quietFor: 15 * MINUTE, before: 100, waiting: 0, silent: true },
  { why: "sent and unheard", quietFor: 20 * MINUTE, before: 0, waiting: 20, silent: true },
  { why: "the end of a campaign", quietFor: 600 * MINUTE, before: 7, waiting: 0, silent: false },
  { why: "not for long", quietFor: 14 * MINUTE, before: 5000, waiting: 50, silent: false },
])("no webhook: $why", ({ silent, ...quiet }) => {
  expect(isSilentTooLong(quiet, 15)).toBe(silent);
});

test.each([
  [79, 100, null],
  [80, 100, 0.8],
  [150, 100, 1.5],
  [5, 0, null],
  [5, null, null],
])("%d of a budget of %d", (spentMicros, budgetMicros, used) => {
  expect(usedBudget({ spentMicros, budgetMicros }, 80)).toBe(used);
});

test("every kind leads somewhere", () => {
  const params = { campaignId: "7", connectionId: "3", endpointId: "2", path: "/flows/1" };
  expect(ALERT_KINDS.map((kind) => alertPath(kind, params))).toEqual([
    "/campaigns/7",
    "/campaigns/7",
    "/connections/3",
    "/campaigns/7",
    "/campaigns/7",
    "/flows/1",
    "/settings/webhooks/2",
  ]);
});
