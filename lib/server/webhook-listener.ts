import type { IncomingMessage, ServerResponse } from "node:http";
import { type Receiver, receiveWebhook, type WebhookAnswer } from "@/lib/ingest/receive-webhook";
import { metrics } from "@/lib/server/metrics";

const PREFIX = "/api/webhooks/";

export const isWebhook = (url: string): boolean => url.startsWith(PREFIX);

type Options = {
  readonly receiver: Receiver;
  /** Without trailing slash; the only source of the address that signatures cover. */
  readonly publicUrl: string;
  readonly maxBytes: number;
  readonly onError: (error: unknown) => void;
};

const TOO_LARGE: WebhookAnswer = {
  status: 413,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "about:blank",
    title: "Too large",
    status: 413,
    detail: "The body is larger than this server takes.",
  }),
};
const FAILED: WebhookAnswer = {
  status: 503, // not 500: what failed on our side is worth a repeat, and never dropped for good
  retryAfter: 30,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "about:blank",
    title: "Failed",
    status: 503,
    detail: "This request could not be handled. Send it again later.",
  }),
};
const WRONG_METHOD: WebhookAnswer = { status: 405, body: "", contentType: "text/plain" };

/**
 * The lean way in: node:http straight to the ingest. A Next route costs ten times as much per request, and
 * providers judge a webhook by its speed.
 */
export function handleWebhook(request: IncomingMessage, response: ServerResponse, options: Options): void {
  const url = request.url ?? "";
  const { connection, campaign } = keysOf(url);
  const method = request.method;
  if (method !== "GET" && method !== "POST") {
    answer(response, WRONG_METHOD);
    return;
  }
  readBody(request, options.maxBytes, (body) => {
    const started = performance.now();
    if (!body) {
      const known = options.receiver.connections.find(connection);
      if (known) options.receiver.counters.add(known, "too_large", options.receiver.now());
      response.setHeader("Connection", "close");
      metrics.webhook(known?.adapter.id ?? "none", TOO_LARGE.status, 0);
      answer(response, TOO_LARGE);
      return;
    }
    const headers = request.headers as Record<string, string | undefined>; // no header that we read comes as an array
    const reply = (result: WebhookAnswer) => {
      answer(response, result);
      const seconds = (performance.now() - started) / 1000;
      metrics.webhook(result.provider ?? "none", result.status, seconds, result.statuses);
    };
    receiveWebhook(
      options.receiver,
      { connection, campaign },
      { method, url: options.publicUrl + url, headers, body },
    ).then(reply, (error: unknown) => {
      options.onError(error);
      reply(FAILED);
    });
  });
}

/** The keys in a webhook's address. What stands behind a further slash stays in the second, which is then nobody's. */
function keysOf(url: string): { readonly connection: string; readonly campaign: string | undefined } {
  const query = url.indexOf("?");
  const end = query < 0 ? url.length : query;
  const slash = url.indexOf("/", PREFIX.length);
  if (slash < 0 || slash > end) return { connection: url.slice(PREFIX.length, end), campaign: undefined };
  return { connection: url.slice(PREFIX.length, slash), campaign: url.slice(slash + 1, end) };
}

/** Bytes past the limit that are still taken in and thrown away, so that the sender hears our answer and no reset. */
const DRAINED = 16 * 1024 * 1024;

/** Calls back once, with null when the body is larger than `limit`; not at all when the sender went away. */
function readBody(request: IncomingMessage, limit: number, done: (body: Buffer | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let told = false;
  const tell = (body: Buffer | null) => {
    if (!told) done(body);
    told = true;
  };
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (size > limit + DRAINED) tell(null);
  });
  request.on("end", () => {
    if (size > limit) tell(null);
    else tell(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
  });
}

function answer(response: ServerResponse, { status, body, contentType, retryAfter }: WebhookAnswer): void {
  if (response.headersSent) return;
  const headers = ["Content-Length", String(Buffer.byteLength(body)), "Cache-Control", "no-store"];
  if (body !== "") headers.push("Content-Type", contentType ?? "application/json");
  if (retryAfter !== undefined) headers.push("Retry-After", String(retryAfter));
  response.writeHead(status, headers);
  response.end(body);
}
