import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "@/lib/api/openapi";
import { operations } from "@/lib/api/operations";
import { accessOf } from "@/lib/http/access";

const ROOT = path.resolve(import.meta.dirname, "../../app/api/v1");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The document itself, and the answer to mistyped addresses. */
const UNDOCUMENTED = ["openapi.json/route.ts", "[...unknown]/route.ts"];

const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith("route.ts") && !UNDOCUMENTED.includes(file),
);

const routes = new Map<string, unknown>();
for (const file of files) {
  const module: Record<string, unknown> = await import(path.join(ROOT, file));
  const address = `/api/v1/${path.dirname(file)}`.replace(/\[(\w+)\]/g, "{$1}");
  for (const method of METHODS) if (method in module) routes.set(`${method} ${address}`, module[method]);
}

test("every route is documented, and everything documented is a route", () => {
  const documented = operations.map((one) => `${one.method} ${one.path}`);
  expect(documented.toSorted()).toEqual([...routes.keys()].sort());
  expect(new Set(operations.map((one) => one.id)).size).toBe(operations.length);
});

describe.each(operations)("$method $path", (operation) => {
  test("checks with the documented schema and asks for the documented scope", () => {
    const access = accessOf(routes.get(`${operation.method} ${operation.path}`));
    expect(access).toMatchObject({ kind: "api", scope: operation.scope });
    expect(access?.input).toBe(operation.input);
  });

  test("refuses what it does not know", () => {
    const issues = operation.input.safeParse({ colour: "red" }).error?.issues ?? [];
    expect(issues.some((issue) => issue.code === "unrecognized_keys")).toBe(true);
  });

  test.runIf(["POST", "PUT", "PATCH"].includes(operation.method))("shows a body that works", () => {
    const given = { id: "1", ...operation.example };
    const known = Object.entries(given).filter(([name]) => name in operation.input.shape);
    expect(operation.example).toBeDefined();
    expect(operation.input.safeParse(Object.fromEntries(known)).error).toBeUndefined();
  });

  test("names its path's segments in its input", () => {
    const segments = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(operation.input.shape)).toEqual(expect.arrayContaining(segments));
  });
});

describe("the OpenAPI document", () => {
  const document = openApiDocument("https://reach.example.com");
  const text = JSON.stringify(document);

  test("has every operation, with where each input travels", () => {
    const register = document.paths["/api/v1/campaigns/{id}/messages"]?.post;
    expect(register?.parameters).toMatchObject([{ name: "id", in: "path", required: true }]);
    const body = register?.requestBody?.content["application/json"]?.schema;
    expect(Object.keys(body?.properties ?? {})).toEqual(["messages"]);
    expect(body?.required).toEqual(["messages"]);
    const list = document.paths["/api/v1/messages"]?.get;
    expect(list?.requestBody).toBeUndefined();
    expect(list?.parameters.map((one) => one.name)).toContain("providerMessageId");
    expect(list?.parameters.every((one) => one.in === "query" && !one.required)).toBe(true);
  });

  test("every reference leads somewhere", () => {
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, target = ""]) => target);
    expect(references.length).toBeGreaterThan(operations.length);
    for (const target of new Set(references)) {
      const found = target
        .split("/")
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
      expect(found, target).toBeDefined();
    }
  });

  test("no answer is left undescribed", () => {
    for (const operation of operations) {
      const answer =
        document.paths[operation.path]?.[operation.method.toLowerCase()]?.responses[operation.status];
      const isEmpty = operation.status === 204;
      expect(answer && "content" in answer, operation.id).toBe(!isEmpty);
    }
  });
});
