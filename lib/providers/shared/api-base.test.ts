import { expect, test } from "vitest";
import { apiBaseField, apiBaseOf } from "./api-base";

const DEFAULT = "https://api.example.com";
const { pattern } = apiBaseField(DEFAULT);

test.each([
  "https://api.dublin.ie1.example.com",
  "http://127.0.0.1:8080",
  "https://proxy.example.com/twilio/",
  "HTTPS://api.example.com",
])("takes %s", (address) => expect(address).toMatch(pattern as RegExp));

test.each([
  "api.example.com",
  "ftp://api.example.com",
  "https://",
  "https://api.example.com?key=1",
  "https://api.example.com/#x",
  "https://user:secret@api.example.com",
  "https://api.example.com\\@evil.example",
  "https://api.example.com /x",
])("refuses %s", (address) => expect(address).not.toMatch(pattern as RegExp));

test("never ends with a slash, and falls back to the provider's own", () => {
  expect(apiBaseOf({ apiBase: "https://proxy.example.com/a//" }, DEFAULT)).toBe(
    "https://proxy.example.com/a",
  );
  for (const apiBase of [undefined, "", "  "]) expect(apiBaseOf({ apiBase }, DEFAULT)).toBe(DEFAULT);
});
