import { z } from "zod";

type JsonSchema = {
  type?: string;
  additionalProperties?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  minimum?: number;
  exclusiveMinimum?: number;
  default?: unknown;
  examples?: unknown[];
};

/**
 * A value that fits a route's input, with `ids` wherever a property asks for an id or a key: so that a
 * request gets past validation and reaches the check of whose things they are.
 */
export function sampleInput(schema: z.ZodType | undefined, ids: Readonly<Record<string, string>>): unknown {
  if (!schema) return {};
  return sample(jsonSchema(schema), "", ids);
}

/** Whether the input takes properties that it does not name. */
export function isOpen(schema: z.ZodType | undefined): boolean {
  return schema !== undefined && jsonSchema(schema).additionalProperties !== false;
}

/** One object a combination of those path segments that take words from a list, e.g. a report's name. */
export function choicesOf(
  schema: z.ZodType | undefined,
  segments: readonly string[],
): Record<string, string>[] {
  const properties = schema ? (jsonSchema(schema).properties ?? {}) : {};
  return segments.reduce<Record<string, string>[]>(
    (choices, segment) => {
      const words = properties[segment]?.enum;
      if (!words) return choices;
      return choices.flatMap((choice) => words.map((word) => ({ ...choice, [segment]: String(word) })));
    },
    [{}],
  );
}

const jsonSchema = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;

function sample(schema: JsonSchema, name: string, ids: Readonly<Record<string, string>>): unknown {
  const id = ids[name];
  if (id !== undefined && schema.type !== "object" && schema.type !== "array") return typed(id, schema.type);
  // What depends on patterns and on its own parts names a value that fits.
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const options = schema.anyOf ?? schema.oneOf;
  if (options?.[0]) return sample(options.find((option) => option.type !== "null") ?? options[0], name, ids);
  switch (schema.type) {
    case "object":
      return sampleObject(schema, ids);
    case "array":
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        sample(schema.items ?? {}, name, ids),
      );
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    default:
      return sampleText(schema, name);
  }
}

/** The required properties, and the optional ones that name something of a workspace. */
function sampleObject(schema: JsonSchema, ids: Readonly<Record<string, string>>): object {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) || name in ids,
  );
  return Object.fromEntries(wanted.map(([name, property]) => [name, sample(property, name, ids)]));
}

const typed = (id: string, type: string | undefined): string | number =>
  type === "integer" || type === "number" ? Number(id) : id;

/** Words that pass the usual checks of a property with this name. */
function sampleText(schema: JsonSchema, name: string): string {
  if (schema.format === "email" || /email/i.test(name)) return "nobody@example.com";
  if (schema.format === "date-time" || /^(from|to|since|until)$|At$/.test(name))
    return "2026-01-01T00:00:00Z";
  if (schema.format === "uuid") return "00000000-0000-4000-8000-000000000000";
  if (/zone/i.test(name)) return "Europe/Rome";
  if (/locale/i.test(name)) return "en";
  if (/phone|recipient|number/i.test(name)) return "+12025550123";
  if (/password/i.test(name)) return "tall-Giraffe 17";
  return "sample";
}
