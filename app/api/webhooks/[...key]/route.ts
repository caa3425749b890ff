import { env, publicUrl } from "@/lib/env";
import { handle } from "@/lib/http/handle";
import { readBody } from "@/lib/http/read-body";
import { processPipeline } from "@/lib/ingest/process-pipeline";
import { receiveWebhook } from "@/lib/ingest/receive-webhook";

type Context = { readonly params: Promise<{ key: string[] }> };

/**
 * Webhooks in a process that serves pages only; elsewhere the lean listener takes them before Next does.
 * 200 only after the commit, also for a repeat.
 */
function take(request: Request, { params }: Context): Promise<Response> {
  return handle(async () => {
    const { key } = await params;
    const [connection = "", campaign, ...rest] = key;
    const url = new URL(request.url);
    const answer = await receiveWebhook(
      processPipeline(),
      { connection, campaign: rest.length > 0 ? "" : campaign },
      {
        method: request.method === "GET" ? "GET" : "POST",
        url: publicUrl() + url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
        body: await readBody(request, env().WEBHOOK_MAX_BYTES), // exact bytes: signatures cover them
      },
    );
    const headers = new Headers({ "Content-Type": answer.contentType ?? "application/json" });
    if (answer.retryAfter !== undefined) headers.set("Retry-After", String(answer.retryAfter));
    return new Response(answer.body, { status: answer.status, headers });
  });
}

export { take as GET, take as POST };
