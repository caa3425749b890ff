import type { z } from "zod";
import { AppError } from "@/lib/errors";
import type { RouteContext } from "@/lib/http/access";
import { checkInput } from "@/lib/http/problem";
import { readJson } from "@/lib/http/read-body";

const WITHOUT_BODY = new Set(["GET", "HEAD", "DELETE"]);

/**
 * One input object of a call: the query string of GET and DELETE, or the JSON body of the others, and over
 * it the dynamic segments of the path, which win. A key that the query repeats becomes an array.
 * @throws AppError invalid_input, too_large
 */
export async function readInput<Schema extends z.ZodType>(
  request: Request,
  context: RouteContext | undefined,
  schema: Schema,
  maxBytes: number | undefined,
): Promise<z.output<Schema>> {
  const given = WITHOUT_BODY.has(request.method) ? query(request) : await body(request, maxBytes);
  const segments = Object.entries((await context?.params) ?? {}).filter(([, value]) => value !== undefined);
  return checkInput(schema, { ...given, ...Object.fromEntries(segments) });
}

function query(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url);
  const keys = new Set(searchParams.keys());
  return Object.fromEntries([...keys].map((key) => [key, single(searchParams.getAll(key))]));
}

const single = (values: string[]): string | string[] => (values.length === 1 ? (values[0] ?? "") : values);

async function body(request: Request, maxBytes: number | undefined): Promise<object> {
  const value = await readJson(request, maxBytes);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid_input", "The body must be a JSON object.");
  }
  return value;
}
