import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, intervalOf, localDay, startOfDay } from "./period";

const HOUR = 3_600_000;
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());

describe("startOfDay", () => {
  test.each([
    ["2026-11-22", "UTC", "2026-11-22T00:00:00.000Z"],
    ["2026-11-22", "Asia/Kolkata", "2026-11-21T18:30:00.000Z"],
    ["2026-03-29", "Europe/Rome", "2026-03-28T23:00:00.000Z"], // clocks go forward at 02:00
    ["2026-03-30", "Europe/Rome", "2026-03-29T22:00:00.000Z"],
    ["2026-10-26", "Europe/Rome", "2026-10-25T23:00:00.000Z"],
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"], // 00:00 does not exist
    ["2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z"], // 00:00 becomes 23:00
    ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"], // 00:00 comes twice
  ])("of %s in %s is %s", (day, zone, instant) => {
    expect(iso(startOfDay(day, zone))).toBe(instant);
  });

  test("is the first instant of its day, in every zone on every day", () => {
    const zones = [
      "UTC",
      "Europe/Rome",
      "America/New_York",
      "Asia/Kolkata",
      "Pacific/Chatham",
      "Africa/Cairo",
    ];
    const days = fc.integer({ min: 0, max: 4000 }).map((n) => addDays("2020-01-01", n));
    fc.assert(
      fc.property(days, fc.constantFrom(...zones), (day, zone) => {
        const start = startOfDay(day, zone);
        expect(localDay(start, zone)).toBe(day);
        expect(localDay(start - 1, zone) < day).toBe(true);
      }),
    );
  });
});

describe("intervalOf", () => {
  const now = Date.parse("2026-03-30T10:20:00Z");

  test.each([
    ["today", "Europe/Rome", "2026-03-29T22:00:00.000Z"],
    ["7d", "Europe/Rome", "2026-03-23T23:00:00.000Z"], // seven days are an hour less: the clocks changed
    ["today", "Pacific/Auckland", "2026-03-29T11:00:00.000Z"],
    ["today", "Asia/Kolkata", "2026-03-29T18:00:00.000Z"], // 18:30 is no full hour
  ] as const)("%s in %s begins at %s", (period, zone, from) => {
    const interval = intervalOf({ period }, zone, now);
    expect([iso(interval.from), interval.to]).toEqual([from, null]);
  });

  test("all has no ends", () => {
    expect(intervalOf({ period: "all" }, "UTC", now)).toEqual({ from: null, to: null });
  });

  test("a day on which clocks go back has 25 hours", () => {
    const { from, to } = intervalOf(
      { period: "custom", from: "2026-10-25", to: "2026-10-25" },
      "Europe/Rome",
      now,
    );
    expect(((to ?? 0) - (from ?? 0)) / HOUR).toBe(25);
  });

  test("neighbouring periods neither overlap nor leave a gap", () => {
    const first = intervalOf({ period: "custom", from: "2026-03-01", to: "2026-03-29" }, "Asia/Kolkata", now);
    const next = intervalOf({ period: "custom", from: "2026-03-30", to: "2026-04-02" }, "Asia/Kolkata", now);
    expect(first.to).toBe(next.from);
  });
});
