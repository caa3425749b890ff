export type LimitedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

type Limits = {
  /** Milliseconds for all of it, redirects and the answer's body too. */
  readonly timeout: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
};

export type LimitedAnswer =
  | { readonly ok: true; readonly status: number; readonly text: string }
  | {
      readonly ok: false;
      readonly why: "bad_url" | "refused" | "time_out" | "too_large" | "redirects" | "unreachable";
      /** The connection's own code, for instance ECONNREFUSED. */
      readonly detail: string;
    };

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * One request to an address that people typed, within limits. Every hop of a redirect goes through `fetch`, which
 * judges where it leads; headers and bodies may hold secrets, so they never follow to another origin.
 */
export async function limitedRequest(
  fetch: typeof globalThis.fetch,
  request: LimitedRequest,
  limits: Limits,
): Promise<LimitedAnswer> {
  const signal = AbortSignal.timeout(limits.timeout);
  try {
    let next = request;
    for (let hop = 0; hop <= limits.maxRedirects; hop++) {
      const { url, method, headers, body } = next;
      if (!isWebUrl(url)) return { ok: false, why: "bad_url", detail: "" };
      const response = await fetch(url, { method, headers, body, signal, redirect: "manual" });
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) return await answerOf(response, limits.maxBytes);
      await response.body?.cancel();
      const following = redirected(next, response.status, location);
      if (!following) return { ok: false, why: "redirects", detail: "" };
      next = following;
    }
    return { ok: false, why: "redirects", detail: "" };
  } catch (error) {
    if (signal.aborted) return { ok: false, why: "time_out", detail: "" };
    const code = codeOf(error);
    return { ok: false, why: code === "ADDRESS_REFUSED" ? "refused" : "unreachable", detail: code };
  }
}

function isWebUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === "";
}

/** Null for one that would carry a body to another origin. */
function redirected(from: LimitedRequest, status: number, location: string): LimitedRequest | null {
  const url = URL.parse(location, from.url);
  if (!url) return null;
  const asGet = status === 303 || (status < 303 && from.method === "POST");
  const next = { ...from, url: url.href, ...(asGet ? { method: "GET", body: null } : {}) };
  if (url.origin === new URL(from.url).origin) return next;
  return next.body === null ? { ...next, headers: {} } : null;
}

async function answerOf(response: Response, maxBytes: number): Promise<LimitedAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return { ok: false, why: "too_large", detail: "" };
    chunks.push(chunk);
  }
  return { ok: true, status: response.status, text: Buffer.concat(chunks).toString("utf8") };
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === "string") return code;
  }
  return "";
}
