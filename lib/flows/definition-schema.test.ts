import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import { flowDefinition, flowJsonSchema } from "@/lib/flows/definition-schema";
import { FLOW_TEMPLATES, flowTemplate } from "@/lib/flows/templates";

const parsed = (change: object) => flowDefinition.safeParse({ ...DEFAULT_FLOW, ...change });

test("the default flow and every template come back as they went in", () => {
  for (const flow of [DEFAULT_FLOW, ...FLOW_TEMPLATES.map(flowTemplate)])
    expect(flowDefinition.parse(JSON.parse(JSON.stringify(flow)))).toEqual(flow);
});

test.each([
  ["a field that nobody knows", { extra: 1 }],
  ["another format", { format: "other" }],
  ["a later version", { formatVersion: 2 }],
  ["a step of no type", { steps: [{ ...DEFAULT_FLOW.steps[0], type: "teleport" }] }],
  ["a field of another type", { steps: [{ ...DEFAULT_FLOW.steps[0], minutes: 3 }] }],
  ["an id with a blank", { steps: [{ ...DEFAULT_FLOW.steps[0], id: "t 1" }] }],
  ["a thousand steps", { steps: Array.from({ length: 1000 }, () => DEFAULT_FLOW.steps[0]) }],
])("refuses %s", (_, change) => {
  expect(parsed(change).success).toBe(false);
});

// The difference that it shows is what the file has to become.
test("the published JSON Schema says the same", () => {
  const published = JSON.parse(readFileSync("public/schemas/flow-v1.json", "utf8"));
  expect(JSON.parse(JSON.stringify(flowJsonSchema()))).toEqual(published);
});
