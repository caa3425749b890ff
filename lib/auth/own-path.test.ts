import { expect, test } from "vitest";
import { ownPath } from "@/lib/auth/own-path";

test.each(["/", "/invite/abc", "/rejected?class=capped"])("keeps %s", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "",
  undefined,
  ["/a"],
])("turns %j into the start page", (wish) => {
  expect(ownPath(wish)).toBe("/");
});
