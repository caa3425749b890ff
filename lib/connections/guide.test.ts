import { expect, test } from "vitest";
import { guideParts } from "@/lib/connections/guide";
import { providers } from "@/lib/providers/registry";

test("fills in the address and values, and leaves other braces alone", () => {
  expect(guideParts('Post {"a":1} to {webhookUrl} with {field:secret}.')).toEqual([
    { kind: "text", text: 'Post {"a":1} to ' },
    { kind: "webhookUrl" },
    { kind: "text", text: " with " },
    { kind: "field", key: "secret" },
    { kind: "text", text: "." },
  ]);
});

test("takes what stands in backticks as it is", () => {
  expect(guideParts('Send `{"a":1}`.')).toEqual([
    { kind: "text", text: "Send " },
    { kind: "code", text: '{"a":1}' },
    { kind: "text", text: "." },
  ]);
});

test.each(Object.values(providers))(
  "$name's guide names only settings that it has, in both languages",
  (adapter) => {
    const keys = adapter.settings.map(({ key }) => key);
    for (const steps of [adapter.guide.en, adapter.guide.zh]) {
      const parts = steps.flatMap(guideParts);
      expect(parts.filter((part) => part.kind === "field" && !keys.includes(part.key))).toEqual([]);
      expect(parts.some((part) => part.kind === "webhookUrl")).toBe(true);
    }
  },
);
