import { expect, test } from "vitest";
import { utcOffset } from "./utc-offset";

test.each([
  ["2026-11-22T12:00:00Z", "UTC", "UTC"],
  ["2026-11-22T12:00:00Z", "Europe/London", "UTC"],
  ["2026-07-22T12:00:00Z", "Europe/London", "UTC+01:00"],
  ["2026-11-22T12:00:00Z", "Asia/Kolkata", "UTC+05:30"],
  ["2026-11-22T12:00:00Z", "America/St_Johns", "UTC-03:30"],
])("%s in %s is %s", (moment, zone, expected) => {
  expect(utcOffset(new Date(moment), zone)).toBe(expected);
});
