import { z } from "zod";
import { GROUPS, type Operation } from "@/lib/api/operation";
import { operations } from "@/lib/api/operations";

/** The parts of JSON Schema 2020-12 that the document and its page look into. */
export type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  description?: string;
  [keyword: string]: unknown;
};

export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
  schema: JsonSchema;
};

type Content = Record<string, { schema: JsonSchema; example?: unknown }>;

export type DocumentedOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: { apiKey: string[] }[];
  "x-scope": string;
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, { description: string; headers?: object; content?: Content } | { $ref: string }>;
};

export type OpenApiDocument = {
  openapi: "3.1.1";
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: object;
};

let made: { readonly serverUrl: string; readonly document: OpenApiDocument } | undefined;

/**
 * The public API as OpenAPI 3.1, made from the schemas that its routes check with. Kept once made: it takes
 * 0.1 s, and anyone may ask for it.
 */
export function openApiDocument(serverUrl: string): OpenApiDocument {
  if (made?.serverUrl !== serverUrl) made = { serverUrl, document: documentFor(serverUrl) };
  return made.document;
}

function documentFor(serverUrl: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [method]: documented(operation) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Reachback API",
      version: "1",
      description:
        "Send `Authorization: Bearer <API key>`. Ids are strings, times are ISO 8601 in UTC, lists page by `cursor`. Every failure is `application/problem+json`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: serverUrl }],
    tags: GROUPS.filter((group) => operations.some((one) => one.group === group)).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key of the workspace." },
      },
      schemas: { Problem: jsonSchema(problem, "output") },
      responses: { Problem: problemResponse("The request failed.") },
    },
  };
}

const problem = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe("What is wrong and what to do."),
  code: z.string().describe("Stable name of the failure, for programs."),
  problems: z.array(
    z.object({
      path: z.string().describe("Empty: the request as a whole."),
      message: z.string(),
      code: z.string().optional(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
  requestId: z.string(),
});

const problemResponse = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

function documented(operation: Operation): DocumentedOperation {
  const schema = jsonSchema(operation.input, "input");
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const properties = Object.entries(schema.properties ?? {});
  const hasBody = ["POST", "PUT", "PATCH"].includes(operation.method);
  const parameters = properties
    .filter(([name]) => inPath.includes(name) || !hasBody)
    .map(([name, property]) => parameter(name, property, inPath, schema.required));
  return {
    operationId: operation.id,
    tags: [operation.group],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    security: [{ apiKey: [] }],
    "x-scope": operation.scope,
    parameters,
    ...(hasBody && {
      requestBody: { required: true, content: body(without(schema, inPath), operation.example) },
    }),
    responses: responsesOf(operation, inPath.length > 0),
  };
}

function parameter(name: string, property: JsonSchema, inPath: string[], required: string[] = []): Parameter {
  const { description, ...schema } = property;
  const isInPath = inPath.includes(name);
  return {
    name,
    in: isInPath ? "path" : "query",
    required: isInPath || required.includes(name),
    ...(description && { description }),
    schema,
  };
}

function responsesOf(operation: Operation, canBeMissing: boolean): DocumentedOperation["responses"] {
  const { status, response, media, conflict } = operation;
  const location = { location: { description: "Address of what was made.", schema: { type: "string" } } };
  const download = Object.fromEntries((media ?? []).map((type) => [type, { schema: { type: "string" } }]));
  const content = response ? body(jsonSchema(response, "output")) : media ? download : undefined;
  return {
    [status]: {
      description: status === 201 ? "Made" : status === 204 ? "Done" : "OK",
      ...(status === 201 && { headers: location }),
      ...(content && { content }),
    },
    400: problemResponse("Something in the request is wrong; `problems` names each field."),
    401: problemResponse("The API key is missing, unknown, expired or revoked."),
    403: problemResponse("The API key may not do this."),
    ...(canBeMissing && { 404: problemResponse("The workspace has no such thing.") }),
    ...(conflict && { 409: problemResponse(conflict) }),
    default: { $ref: "#/components/responses/Problem" },
  };
}

const body = (schema: JsonSchema, example?: object): Content => ({
  "application/json": { schema, ...(example && { example }) },
});

/** An object schema without the properties that travel in the path. */
function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !names.includes(name));
  const required = (schema.required ?? []).filter((name) => !names.includes(name));
  const { required: _, ...rest } = schema;
  return { ...rest, properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: dropBounds,
  });
  return rest as JsonSchema;
}

/** zod writes the bounds of exact integers into every integer; they tell a reader nothing. */
function dropBounds({ jsonSchema: node }: { jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
}
