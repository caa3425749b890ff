import "server-only";
import NextAuth, { type AuthOptions } from "next-auth";
import { authOptions, type Outcome } from "@/lib/auth/options";
import { publicUrl } from "@/lib/env";
import { handle } from "@/lib/http/handle";
import { readBody } from "@/lib/http/read-body";

const MAX_BYTES = 16_384;

/** Its types ask for Next's whole request and response, of which it uses what is here. */
const nextAuth = NextAuth as (request: object, answer: NodeAnswer, options: AuthOptions) => Promise<unknown>;

/**
 * next-auth behind a plain Request and Response. It is called in its Node style, because its own App Router
 * style can't give the session the address and device that signed in.
 */
export function nextAuthRoute(request: Request, path: readonly string[]): Promise<Response> {
  return handle(async () => {
    // next-auth reads its address only from here; PUBLIC_URL is the one source of it.
    process.env.NEXTAUTH_URL = `${publicUrl()}/api/auth`;
    const url = new URL(request.url);
    const body = request.method === "POST" ? await readForm(request) : {};
    const outcome: Outcome = {};
    const answer = new NodeAnswer();
    const nodeRequest = {
      method: request.method,
      headers: Object.fromEntries(request.headers),
      cookies: readCookies(request),
      query: { ...Object.fromEntries(url.searchParams), nextauth: [...path] },
      body,
    };
    await nextAuth(nodeRequest, answer, authOptions(request, outcome));
    return answer.toResponse(outcome.retryAfter);
  });
}

async function readForm(request: Request): Promise<Record<string, unknown>> {
  const text = new TextDecoder().decode(await readBody(request, MAX_BYTES));
  const isJson = request.headers.get("content-type")?.includes("application/json");
  if (!isJson) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function readCookies(request: Request): Record<string, string> {
  const pairs = (request.headers.get("cookie") ?? "").split(/;\s*/).filter((pair) => pair.includes("="));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1))]),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The part of a Node response that next-auth uses. */
class NodeAnswer {
  private code = 200;
  private readonly headers = new Headers();
  private body: string | null = null;

  status(code: number): this {
    this.code = code;
    return this;
  }
  getHeader(name: string): string[] | undefined {
    return name.toLowerCase() === "set-cookie" ? this.headers.getSetCookie() : undefined;
  }
  setHeader(name: string, value: string | readonly string[]): this {
    this.headers.delete(name);
    for (const item of [value].flat()) this.headers.append(name, item);
    return this;
  }
  json(value: unknown): void {
    this.headers.set("content-type", "application/json");
    this.body = JSON.stringify(value);
  }
  send(value: unknown): void {
    if (typeof value === "string") this.body = value;
    else if (value !== undefined) this.json(value);
  }
  end(): void {
    this.body = null;
  }
  toResponse(retryAfter: number | undefined): Response {
    if (retryAfter !== undefined) this.headers.set("retry-after", String(retryAfter));
    return new Response(this.body, {
      status: retryAfter === undefined ? this.code : 429,
      headers: this.headers,
    });
  }
}
