import { expect, test } from "vitest";
import { recommendedWait } from "./wait-curve";

const curve = (...needless: readonly number[]) =>
  needless.map((n, i) => ({ waitMinutes: [0, 5, 30, 120][i] ?? 0, sends: 1000 - i, needless: n }));

test.each([
  { why: "most come within half an hour", points: curve(100, 60, 9, 2), wait: 30 },
  { why: "exactly nine of ten have come", points: curve(100, 10, 9, 2), wait: 5 },
  { why: "nothing ever comes late", points: curve(0, 0, 0, 0), wait: 0 },
  { why: "they come too late for any wait: the longest", points: curve(100, 99, 98, 97), wait: 120 },
])("$why", ({ points, wait }) => expect(recommendedWait(points)).toBe(wait));

test("no curve, no recommendation", () => expect(recommendedWait([])).toBeNull());
