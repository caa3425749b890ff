import { expect, test } from "vitest";
import { remembered } from "@/lib/exports/remembered";

test.each([
  { why: "few values that return", value: (at: number) => `v${at % 7}`, most: 7 },
  { why: "values that are always new", value: (at: number) => `v${at}`, most: 30_000 },
  { why: "more values than are kept", value: (at: number) => `v${at % 3000}`, most: 30_000 },
])("$why are written as without a memory", ({ value, most }) => {
  let asked = 0;
  const write = remembered((text) => {
    asked++;
    return `<${text}>`;
  });
  for (let at = 0; at < 30_000; at++) expect(write(value(at))).toBe(`<${value(at)}>`);
  expect(asked).toBeLessThanOrEqual(most);
});
