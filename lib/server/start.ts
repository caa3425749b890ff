import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startAlerts } from "@/lib/alerts/start-alerts";
import { ensureSetupToken } from "@/lib/auth/setup";
import { startChores } from "@/lib/chores/start-chores";
import { closeDatabase, directPool, pool } from "@/lib/db/client";
import { replicaState } from "@/lib/db/replica";
import { env, provideEnv, publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { startFallbacks } from "@/lib/fallback/start-fallbacks";
import { ensureDefaultFlows } from "@/lib/flows/engine/store";
import { startFlows } from "@/lib/flows/start-flows";
import type { Pipeline } from "@/lib/ingest/pipeline";
import { closeProcessPipeline, processPipeline } from "@/lib/ingest/process-pipeline";
import { log } from "@/lib/log";
import { startLogs } from "@/lib/logs/start-logs";
import { openDatabase } from "@/lib/server/database";
import { createFront } from "@/lib/server/front";
import { metrics } from "@/lib/server/metrics";
import { openPages, type Pages } from "@/lib/server/pages";
import { startPagesProcess } from "@/lib/server/pages-process";
import { provideSecrets } from "@/lib/server/secrets-file";
import { lateHandler, listen } from "@/lib/server/socket";
import { startWebhooksOut } from "@/lib/webhooks-out/start-webhooks-out";

export type Running = {
  /** Where this machine reaches the app; the public address may differ. */
  readonly localUrl: string;
  readonly pipeline: Pipeline | null;
  /** Drains and stops everything that was started; resolves when all of it has ended. */
  stop(): Promise<void>;
};

type Options = { readonly development: boolean; readonly say: (text: string) => void };

const onError = (err: unknown) => log().error({ err }, "background failure");

/**
 * Starts the process in its role. The port is taken first: a used one must be known before a database
 * is touched, and until all is ready every request is answered 503.
 */
export async function start({ development, say }: Options): Promise<Running> {
  const { PORT, HOST, ROLE } = env();
  const late = lateHandler();
  const server = await listen(late.handler, PORT, HOST);
  const port = (server.address() as AddressInfo).port;
  provideEnv({ PORT: String(port) }); // with --port 0 the system chose it
  const parts: { stop(): Promise<void> }[] = [];
  try {
    await provideSecrets(path.resolve(env().DATA_DIR));
    const database = await openDatabase(say);
    parts.unshift({ stop: database.stop });
    parts.unshift({ stop: closeDatabase });
    replicaState(); // begins to look whether it keeps up, so that the first report can use it
    const pagesApart = ROLE === "all" && !development;
    const pages: Pages | null = pagesApart
      ? await startPagesProcess(onError)
      : ROLE === "all" || ROLE === "web"
        ? await openPages({ development, port, server })
        : null;
    if (pages) parts.unshift({ stop: pages.close });
    // After the pages: loading them blocks this process for seconds, too long for a patient connection.
    // Also where only pages are served: a webhook that comes there by mistake is taken by Next's route.
    parts.unshift({ stop: closeProcessPipeline });
    const pipeline = ROLE === "all" || ROLE === "ingest" ? processPipeline(metrics.batch) : null;
    if (ROLE === "all" || ROLE === "worker") {
      parts.unshift(startChores(directPool(), onError));
      parts.unshift(startFallbacks(pool(), onError));
      parts.unshift(startFlows(pool(), onError));
      parts.unshift(startLogs(pool(), onError));
      parts.unshift(startWebhooksOut(pool(), { onError, onTold: metrics.webhookTold }));
      parts.unshift(startAlerts(directPool(), onError));
    }
    if (pipeline) {
      // Only a head start: an unknown key is looked up again before it is refused.
      await pipeline.connections.refresh().catch(onError);
      // Workspaces of an earlier version have no flow yet; without one a status would run nothing.
      await ensureDefaultFlows(pool());
      await pipeline.flows.reload();
    }
    let stopping = false;
    const front = createFront({
      isStopping: () => stopping,
      pipeline,
      pages: pages?.handle ?? null,
      pagesApart,
      pool: pool(),
      publicUrl: publicUrl(),
      maxBytes: env().WEBHOOK_MAX_BYTES,
      metricsToken: env().METRICS_TOKEN,
      development,
      onError,
    });
    late.ready(front);
    const stop = async () => {
      stopping = true;
      if (ROLE !== "worker") await pause(env().STOP_DELAY * 1000);
      await stopAll(server, parts);
    };
    if (pages) await announceSetup(say);
    return { localUrl: `http://localhost:${port}`, pipeline, stop };
  } catch (error) {
    await stopAll(server, parts);
    throw error;
  }
}

async function announceSetup(say: (text: string) => void): Promise<void> {
  const token = await ensureSetupToken();
  if (token)
    say(
      `\nNobody has an account yet. Set up the first one here (the link works once):\n  ${publicUrl()}/setup?token=${token}\n`,
    );
}

/** New requests are refused and those in progress are answered; then the parts end, the database last. */
async function stopAll(server: Server, parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  await close(server);
  for (const part of parts) await part.stop().catch(onError);
}

/** Resolves when the last request is answered; connections that only wait are closed at once. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), 10_000);
  await closed;
  clearInterval(idle);
  clearTimeout(force);
}

/** One clear sentence for what a person can mend; everything for what they can't. */
export function explainFailure(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (error instanceof Error && error.message.startsWith("These settings")) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
