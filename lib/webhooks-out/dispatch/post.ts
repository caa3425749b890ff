import "server-only";
import { failureOf, type RequestFailure } from "@/lib/domain/webhook-out/failure";
import { type Answer, retryAfterOf } from "@/lib/domain/webhook-out/retry";

/** Milliseconds from the first byte out to the answer's head. */
export const ANSWER_WITHIN = 10_000;
/** Milliseconds for the first kilobyte after the head: it is only for people to read. */
const TEXT_WITHIN = 2000;
const KEPT_BYTES = 1024;

export type Posted = {
  readonly answer: Answer;
  readonly status: number | null;
  readonly failure: RequestFailure | null;
  /** First kilobyte of what came back. */
  readonly text: string | null;
  readonly ms: number;
};

type Request = { readonly url: string; readonly headers: Record<string, string>; readonly body: string };

/** One request. Redirects are answers like any other; nothing that goes wrong is thrown. */
export async function post(
  { url, headers, body }: Request,
  fetch: typeof globalThis.fetch,
  within = ANSWER_WITHIN,
): Promise<Posted> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(new DOMException("No answer in time", "TimeoutError")), within);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json", "user-agent": "Reachback" },
      body,
      redirect: "manual",
      signal: abort.signal,
    });
    const ms = took();
    clearTimeout(timer);
    const retryAfter = retryAfterOf(response.headers.get("retry-after"), Date.now());
    return {
      answer: { kind: "answered", status: response.status, retryAfter },
      status: response.status,
      failure: null,
      text: await beginningOf(response),
      ms,
    };
  } catch (error) {
    return {
      answer: { kind: "none" },
      status: null,
      failure: failureOf(namesOf(error)),
      text: null,
      ms: took(),
    };
  } finally {
    clearTimeout(timer);
  }
}

/** What can be read of the body soon; the answer counts whatever becomes of its text. */
async function beginningOf(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  const late = setTimeout(() => void reader.cancel().catch(() => {}), TEXT_WITHIN);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes < KEPT_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      bytes += value.length;
    }
  } catch {
    // A connection that breaks in the middle of the text has given its answer.
  } finally {
    clearTimeout(late);
    void reader.cancel().catch(() => {});
  }
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, KEPT_BYTES));
  // PostgreSQL's text holds no NUL.
  return text === "" ? null : text.replaceAll("\0", "\uFFFD");
}

/** Names and codes along the causes, of which an AggregateError (one for each address tried) has several. */
function namesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = (error as { code?: unknown }).code;
  const inner = error instanceof AggregateError ? error.errors : [];
  return [
    ...(typeof code === "string" ? [code] : []),
    ...[error.cause, ...inner].flatMap((cause) => namesOf(cause, depth + 1)),
    error.name,
  ];
}
