import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { JsonSchema } from "@/lib/api/openapi";
import { fieldsOf, typeText } from "./fields";

const schemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema) as JsonSchema;

describe("typeText", () => {
  test.each([
    { schema: z.string(), text: "string" },
    { schema: z.iso.datetime().nullable(), text: "string (date-time) | null" },
    { schema: z.enum(["sms", "voice"]), text: '"sms" | "voice"' },
    { schema: z.array(z.strictObject({ a: z.string() })), text: "object[]" },
    { schema: z.array(z.enum(["a", "b"])), text: '("a" | "b")[]' },
    { schema: z.record(z.string(), z.number()), text: "map of number" },
    { schema: z.literal("x"), text: '"x"' },
  ])("$text", ({ schema, text }) => {
    expect(typeText(schemaOf(schema))).toBe(text);
  });
});

test("fieldsOf walks into objects, lists, maps and what may be null", () => {
  const reason = z.strictObject({ code: z.string().describe("As it came.") });
  const schema = z.strictObject({
    items: z.array(z.strictObject({ reason: reason.nullable() })),
    secrets: z.record(z.string(), z.strictObject({ set: z.boolean().optional() })),
  });
  expect(fieldsOf(schemaOf(schema))).toEqual([
    { name: "items", type: "object[]", required: true, description: "" },
    { name: "items[].reason", type: "object | null", required: true, description: "" },
    { name: "items[].reason.code", type: "string", required: true, description: "As it came." },
    { name: "secrets", type: "map of object", required: true, description: "" },
    { name: "secrets.*.set", type: "boolean", required: false, description: "" },
  ]);
});
