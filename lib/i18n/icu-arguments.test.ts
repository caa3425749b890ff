import { expect, test } from "vitest";
import { icuArguments } from "./icu-arguments";

test.each([
  ["plain", []],
  ["{a} and {b} and {a}", ["a", "b"]],
  ["{count, plural, one {# message of {name}} other {# messages}}", ["count", "name"]],
  ["{kind, select, x {first} other {second}} <b>bold</b>", ["<b>", "kind"]],
  ["{n, number, percent}", ["n"]],
])("%s", (message, names) => {
  expect(icuArguments(message)).toEqual(names);
});

test("an unclosed brace is an error", () => {
  expect(() => icuArguments("{a")).toThrow("never closed");
});
