import { expect, test } from "vitest";
import { silentAgeOf, silentByAge } from "./silent-age";

const HOUR = 3_600_000;

test.each([
  [-HOUR, "underHour"],
  [0, "underHour"],
  [HOUR, "underSixHours"],
  [6 * HOUR - 1, "underSixHours"],
  [6 * HOUR, "underDay"],
  [24 * HOUR, "underThreeDays"],
  [72 * HOUR, "underWeek"],
  [168 * HOUR, "older"],
])("%i ms is %s", (age, name) => {
  expect(silentAgeOf(age)).toBe(name);
});

test("lists every age in order and adds up", () => {
  const now = 1000 * HOUR;
  const groups = [
    { since: now, silent: 3 },
    { since: now - 2 * HOUR, silent: 5 },
    { since: now - 3 * HOUR, silent: 1 },
    { since: 0, silent: 7 },
  ];
  expect(silentByAge(groups, now).map(({ silent }) => silent)).toEqual([3, 6, 0, 0, 0, 7]);
});
