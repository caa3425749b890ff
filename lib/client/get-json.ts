import type { z } from "zod";
import { errorOfResponse, isObject, RequestError } from "./request-error";

type Param = string | number | boolean | Date | null | undefined;
/** What a contract describes, or a plain type. */
type Answer<Shape> = Shape extends z.ZodType ? z.output<Shape> : Shape;
type Names<Shape> = readonly (keyof Answer<Shape> & string)[];
type Params = Readonly<Record<string, Param | readonly Param[]>>;
type GetOptions<Shape> = {
  /** Absent, null and empty ones are left out; lists repeat the name. */
  readonly params?: Params;
  /** Without these, it is not the answer that was asked for. */
  readonly has: Names<Shape>;
  readonly signal?: AbortSignal;
};
type SendOptions = {
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Goes on when the page is left; browsers allow it for small bodies only. */
  readonly keepalive?: boolean;
};
type Method = "POST" | "PUT" | "PATCH" | "DELETE";

/** `url` with a query string; times as ISO 8601 in UTC. */
export function withParams(url: string, params: Params = {}): string {
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
 * Reads JSON: `getJson<typeof overview>(…)`. Contracts are taken as types only, and the server keeps to them:
 * checking every field again would cost each page the library that they are written with.
 * @throws RequestError for a refusal, a lost connection, or an answer of another kind.
 */
export async function getJson<Shape>(
  url: string,
  { params, has, signal }: GetOptions<Shape>,
): Promise<Answer<Shape>> {
  const response = await request(withParams(url, params), {
    headers: { accept: "application/json" },
    signal,
  });
  return readBody<Shape>(response, has);
}

/**
 * Writes; without `has` the answer's body is not read.
 * @throws RequestError as `getJson`.
 */
export async function sendJson(method: Method, url: string, options?: SendOptions): Promise<undefined>;
export async function sendJson<Shape>(
  method: Method,
  url: string,
  options: SendOptions & { readonly has: Names<Shape> },
): Promise<Answer<Shape>>;
export async function sendJson<Shape>(
  method: Method,
  url: string,
  { body, has, signal, keepalive }: SendOptions & { readonly has?: Names<Shape> } = {},
): Promise<Answer<Shape> | undefined> {
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
  return has && readBody<Shape>(response, has);
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

async function readBody<Shape>(response: Response, has: Names<Shape>): Promise<Answer<Shape>> {
  const body: unknown = await response.json().catch(() => null);
  if (isObject(body) && has.every((name) => name in body)) return body as Answer<Shape>;
  throw new RequestError(
    "The server's answer has an unexpected shape. Reload the page; it may be older than the server.",
    { status: response.status, code: "unexpected" },
  );
}
