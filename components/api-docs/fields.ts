import type { JsonSchema } from "@/lib/api/openapi";

/** One line of a schema's table. `name` is the whole way to it: `items[].reason.code`, `settings.*`. */
export type SchemaField = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
};

/** Every property of an object schema, nested ones after their parent. */
export function fieldsOf(schema: JsonSchema, prefix = ""): SchemaField[] {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = `${prefix}${key}`;
    const field = {
      name,
      type: typeText(property),
      required: required.has(key),
      description: property.description ?? "",
    };
    return [field, ...inner(property, name)];
  });
}

function inner(schema: JsonSchema, name: string): SchemaField[] {
  const items = schemaAt(schema, "items");
  if (items) return inner(items, `${name}[]`);
  const values = schemaAt(schema, "additionalProperties");
  if (values && !schema.properties) return inner(values, `${name}.*`);
  const options = optionsOf(schema);
  if (options.length > 0) return options.flatMap((option) => inner(option, name));
  return fieldsOf(schema, `${name}.`);
}

/** A schema's type in one line, e.g. `string (date-time) | null`, `"sms" | "voice"`, `object[]`. */
export function typeText(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  const options = optionsOf(schema);
  if (options.length > 0) return [...new Set(options.map(typeText))].join(" | ");
  const items = schemaAt(schema, "items");
  if (items) return /[ |]/.test(typeText(items)) ? `(${typeText(items)})[]` : `${typeText(items)}[]`;
  const values = schemaAt(schema, "additionalProperties");
  if (values && !schema.properties) return `map of ${typeText(values)}`;
  const type = [schema.type ?? "any"].flat().join(" | ");
  return typeof schema.format === "string" ? `${type} (${schema.format})` : type;
}

const optionsOf = (schema: JsonSchema): JsonSchema[] =>
  [schema.anyOf, schema.oneOf].flatMap((list) => (Array.isArray(list) ? (list as JsonSchema[]) : []));

function schemaAt(schema: JsonSchema, keyword: "items" | "additionalProperties"): JsonSchema | undefined {
  const value = schema[keyword];
  return typeof value === "object" && value !== null ? (value as JsonSchema) : undefined;
}
