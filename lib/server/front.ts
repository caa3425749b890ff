import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Pool } from "pg";
import type { Pipeline } from "@/lib/ingest/pipeline";
import { safeEqual } from "@/lib/providers/shared/crypto";
import { type Health, readiness } from "@/lib/server/health";
import { metrics } from "@/lib/server/metrics";
import { secure } from "@/lib/server/security-headers";
import { handleWebhook, isWebhook } from "@/lib/server/webhook-listener";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type FrontOptions = {
  /** Null in a process that takes no webhooks. */
  readonly pipeline: Pipeline | null;
  /** Null in a process that serves no pages. */
  readonly pages: Handler | null;
  /** The pages are served by a process of their own. */
  readonly pagesApart?: boolean;
  readonly pool: Pool;
  readonly publicUrl: string;
  readonly maxBytes: number;
  readonly metricsToken: string | undefined;
  readonly development: boolean;
  /** True behind another front, which has told where the request came from and answers all but pages. */
  readonly behindFront?: boolean;
  /** True once the process was told to stop: nobody shall begin anything new here. */
  readonly isStopping?: () => boolean;
  readonly onError: (error: unknown) => void;
};

const STOPPING: Health = { ok: false, cause: "This process is stopping." };

/** Set from the socket on every request to the pages; see lib/http/client-address. */
const SOCKET_ADDRESS = "x-reachback-address";

/** One listener for everything: webhooks and checks answer here, the rest goes to Next. */
export function createFront(options: FrontOptions): RequestListener {
  const webhooks = options.pipeline && { ...options, receiver: options.pipeline };
  return (request, response) => {
    const url = request.url ?? "/";
    if (options.isStopping?.()) response.setHeader("Connection", "close");
    if (webhooks && isWebhook(url)) return handleWebhook(request, response, webhooks);
    const answered = options.behindFront
      ? sendPage(request, response, options)
      : route(request, response, url, options);
    answered.catch((error) => {
      options.onError(error);
      if (!response.headersSent) send(response, 500, { status: "failed" });
      else response.destroy();
    });
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  url: string,
  options: FrontOptions,
): Promise<void> {
  const path = url.split("?", 1)[0];
  if (path === "/api/health/live") return send(response, 200, { status: "ok" });
  if (path === "/api/health/ready") {
    const { ok, cause } = options.isStopping?.() ? STOPPING : await readiness(options.pool);
    return send(response, ok ? 200 : 503, ok ? { status: "ok" } : { status: "unavailable", cause });
  }
  if (path === "/metrics") return sendMetrics(request, response, options);
  if (!options.pages)
    return send(response, 404, { status: "not found", cause: "This process takes webhooks only." });
  request.headers[SOCKET_ADDRESS] = request.socket.remoteAddress ?? "";
  await (options.pagesApart ? options.pages(request, response) : sendPage(request, response, options));
}

async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  options: FrontOptions,
): Promise<void> {
  secure(request, response, {
    development: options.development,
    secure: options.publicUrl.startsWith("https:"),
  });
  await options.pages?.(request, response);
}

async function sendMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  options: FrontOptions,
): Promise<void> {
  const { metricsToken } = options;
  const allowed = metricsToken
    ? safeEqual(request.headers.authorization ?? "", `Bearer ${metricsToken}`)
    : isLoopback(request.socket.remoteAddress) && !request.headers["x-forwarded-for"];
  if (!allowed)
    return send(response, 403, {
      status: "forbidden",
      cause: "Set METRICS_TOKEN and send it as a bearer token.",
    });
  const text = await metrics.text(options.pipeline?.oldestAge() ?? 0);
  response.writeHead(200, { "Content-Type": metrics.contentType }).end(text);
}

const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address);

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}
