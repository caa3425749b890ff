import { expect, test } from "vitest";
import { periodBefore } from "./period-before";

const NOW = Date.parse("2026-11-22T23:30:00Z");

test.each([
  {
    why: "the seven days before the last seven",
    period: { period: "7d" },
    from: "2026-11-09",
    to: "2026-11-15",
  },
  { why: "yesterday", period: { period: "today" }, from: "2026-11-21", to: "2026-11-21" },
  {
    why: "as many days as were picked, also over a change of clocks",
    period: { period: "custom", from: "2026-10-24", to: "2026-10-26" },
    from: "2026-10-21",
    to: "2026-10-23",
  },
] as const)("$why", ({ period, from, to }) => {
  expect(periodBefore(period, "UTC", NOW)).toEqual({ period: "custom", from, to });
});

test("the day is that of the workspace's zone", () => {
  expect(periodBefore({ period: "today" }, "Asia/Tokyo", NOW)).toMatchObject({ from: "2026-11-22" });
});

test("nothing is before all time", () => {
  expect(periodBefore({ period: "all" }, "UTC", NOW)).toBeNull();
});
