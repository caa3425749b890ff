import { createServer } from "node:http";
import { closeDatabase, pool } from "@/lib/db/client";
import { env, publicUrl } from "@/lib/env";
import { closeProcessPipeline } from "@/lib/ingest/process-pipeline";
import { log } from "@/lib/log";
import { createFront } from "@/lib/server/front";
import { openPages } from "@/lib/server/pages";

/**
 * The process behind `startPagesProcess`: serves the pages at the private socket until the channel to its
 * parent closes. All settings come from the parent's environment, after migration.
 */
export async function servePages(socketPath: string): Promise<void> {
  const server = createServer();
  const pages = await openPages({ development: false, port: env().PORT, server });
  const onError = (err: unknown) => log().error({ err }, "background failure");
  server.on(
    "request",
    createFront({
      pipeline: null,
      pages: pages.handle,
      pool: pool(),
      publicUrl: publicUrl(),
      maxBytes: env().WEBHOOK_MAX_BYTES,
      metricsToken: env().METRICS_TOKEN,
      development: false,
      behindFront: true,
      onError,
    }),
  );
  // The one client keeps its connections: closing an idle one as it is used again would refuse a page.
  server.keepAliveTimeout = 0;
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), 8000).unref();
    server.close(async () => {
      await pages.close().catch(onError);
      await closeProcessPipeline().catch(onError);
      await closeDatabase().catch(onError);
      process.exit(0);
    });
    server.closeIdleConnections();
  });
  // The terminal tells the whole group to stop; the parent decides when this process ends.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  server.listen(socketPath, () => process.send?.("ready"));
}
