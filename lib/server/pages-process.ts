import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Pages } from "@/lib/server/pages";

/** This program, built into one file. */
const PROGRAM = fileURLToPath(import.meta.url);
/** Milliseconds between the end of a process that failed and the start of the next. */
const RESTART_AFTER = 1000;
const STOP_WITHIN = 10_000;

/**
 * The pages in a process of their own, behind a private socket. Rendering a page takes tens of
 * milliseconds, and what Next hooks into the runtime makes every promise dearer; beside it the statuses
 * would wait. A pages process that ends by itself is started again; webhooks don't notice.
 */
export async function startPagesProcess(onError: (error: unknown) => void): Promise<Pages> {
  const folder = mkdtempSync(path.join(tmpdir(), "reachback-")); // only this user may enter it
  const socketPath =
    process.platform === "win32" ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, "pages.sock");
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  let child: ChildProcess;
  let stopping = false;
  const run = async (): Promise<void> => {
    child = spawn(process.execPath, [PROGRAM, "pages", socketPath], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const started = child;
    child.once("exit", (code, signal) => {
      if (stopping) return;
      onError(new Error(`The process that serves the pages ended (${signal ?? code}); it is started again.`));
      setTimeout(() => stopping || void run().catch(onError), RESTART_AFTER);
    });
    await new Promise<void>((resolve, reject) => {
      started.once("message", () => resolve());
      started.once("exit", (code) => reject(new Error(`The pages could not be started (${code}).`)));
    });
  };
  await run();
  return {
    handle: (request, response) => pass(request, response, agent, socketPath),
    close: async () => {
      stopping = true;
      agent.destroy();
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Its end of the channel closes, also when this process is killed: the child then stops by itself. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    if (child.connected) child.disconnect();
  });
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  agent: Agent,
  socketPath: string,
): Promise<void> {
  const { method, url, headers } = request;
  return new Promise((resolve) => {
    const inner = httpRequest({ socketPath, agent, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode as number, answer.statusMessage, answer.rawHeaders);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    inner.on("error", () => {
      if (response.headersSent) response.destroy();
      else startingAgain(response);
    });
    response.on("close", () => {
      inner.destroy();
      resolve();
    });
    request.pipe(inner);
  });
}

function startingAgain(response: ServerResponse): void {
  response.writeHead(503, { "Retry-After": "2", "Content-Type": "text/plain; charset=utf-8" });
  response.end("The pages are starting again. Statuses are still received. Reload in a few seconds.");
}
