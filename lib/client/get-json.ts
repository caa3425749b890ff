import type { z } from "zod";
import { errorOfResponse, RequestError } from "./request-error";

type Param = string | number | boolean | Date | null | undefined;
type GetOptions<Schema extends z.ZodType> = {
  /** Absent, null and empty ones are left out; lists repeat the name. */
  readonly params?: Readonly<Record<string, Param | readonly Param[]>>;
  readonly schema: Schema;
  readonly signal?: AbortSignal;
};
type SendOptions<Schema extends z.ZodType> = {
  readonly body?: unknown;
  readonly schema?: Schema;
  readonly signal?: AbortSignal;
  /** Goes on when the page is left; browsers allow it for small bodies only. */
  readonly keepalive?: boolean;
};

/** `url` with a query string; times as ISO 8601 in UTC. */
export function withParams(url: string, params: GetOptions<z.ZodType>["params"] = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === "") continue;
      query.append(name, one instanceof Date ? one.toISOString() : String(one));
    }
  }
  const text = query.toString();
  return text === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${text}`;
}

/**
 * Reads JSON and checks its shape.
 * @throws RequestError for a refusal, a lost connection, or an answer of another shape.
 */
export async function getJson<Schema extends z.ZodType>(
  url: string,
  { params, schema, signal }: GetOptions<Schema>,
): Promise<z.output<Schema>> {
  const response = await request(withParams(url, params), {
    headers: { accept: "application/json" },
    signal,
  });
  return parseBody(response, schema);
}

/**
 * Writes; without a schema the answer's body is not read.
 * @throws RequestError as `getJson`.
 */
export async function sendJson<Schema extends z.ZodType = z.ZodUndefined>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  url: string,
  { body, schema, signal, keepalive }: SendOptions<Schema> = {},
): Promise<z.output<Schema>> {
  const response = await request(url, {
    method,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    keepalive,
  });
  return schema ? parseBody(response, schema) : (undefined as z.output<Schema>);
}

async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    // An aborted request is no failure: TanStack Query expects the original error.
    if (init.signal?.aborted) throw cause;
    throw new RequestError("The server can't be reached. Check your connection and try again.", {
      status: 0,
      code: "offline",
      cause,
    });
  });
  if (!response.ok) throw await errorOfResponse(response);
  return response;
}

async function parseBody<Schema extends z.ZodType>(
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new RequestError(
    "The server's answer has an unexpected shape. Reload the page; it may be older than the server.",
    {
      status: response.status,
      code: "unexpected",
      cause: parsed.error,
    },
  );
}
