import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const forms = ["app", "components"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx"))
      .map((name) => join(folder, name)),
  )
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/<form\s+(\S+)/g)].map(([, first]) => `${file}: ${first}`),
  );

// Sent before its script has loaded, a form falls back to GET, which puts passwords into the address.
test("every form names its method first, and never sends its fields in an address", () => {
  expect(forms.length).toBeGreaterThan(10);
  expect(forms.filter((form) => !form.endsWith(': method="post"'))).toEqual([]);
});
