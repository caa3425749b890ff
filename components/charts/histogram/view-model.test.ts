import { expect, test } from "vitest";
import { barHeights, humanDuration } from "./view-model";

test.each([
  [
    [1, 4, 2],
    [0.25, 1, 0.5],
  ],
  [
    [0, 0],
    [0, 0],
  ],
  [[], []],
])("heights of %j are %j", (counts, heights) => {
  expect(barHeights(counts)).toEqual(heights);
});

test.each([
  [0, "seconds", 0],
  [0.44, "seconds", 0.4],
  [31, "seconds", 31],
  [63, "minutes", 1.1],
  [3599, "minutes", 60],
  [5400, "hours", 1.5],
  [86_400 * 12.4, "days", 12],
])("%d s is %s %d", (seconds, unit, n) => {
  expect(humanDuration(seconds)).toEqual({ unit, n });
});
