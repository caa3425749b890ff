import { expect, test } from "vitest";
import { nextPoint } from "./use-grid";

const size = { rows: 5, columns: 3 };

test.each([
  ["ArrowDown", { row: 0, column: 1 }, { row: 1, column: 1 }],
  ["ArrowDown", { row: 4, column: 1 }, { row: 4, column: 1 }],
  ["ArrowUp", { row: 0, column: 1 }, { row: -1, column: 1 }],
  ["ArrowUp", { row: -1, column: 1 }, { row: -1, column: 1 }],
  ["ArrowLeft", { row: 2, column: 0 }, { row: 2, column: 0 }],
  ["ArrowRight", { row: 2, column: 2 }, { row: 2, column: 2 }],
  ["PageDown", { row: 0, column: 2 }, { row: 4, column: 2 }],
  ["PageUp", { row: 3, column: 2 }, { row: 0, column: 2 }],
  ["End", { row: 1, column: 0 }, { row: 1, column: 2 }],
  ["Enter", { row: 1, column: 0 }, null],
])("%s from %j leads to %j", (key, from, to) => {
  expect(nextPoint(key, from, size, false)).toEqual(to);
});

test("with Control, Home and End lead to the corners", () => {
  expect(nextPoint("Home", { row: 3, column: 2 }, size, true)).toEqual({ row: 0, column: 0 });
  expect(nextPoint("End", { row: 1, column: 0 }, size, true)).toEqual({ row: 4, column: 2 });
});
