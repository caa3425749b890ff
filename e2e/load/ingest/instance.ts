import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, startEmbedded } from "@/lib/db/embedded";

export type Instance = { readonly port: number; readonly databaseUrl: string; readonly apiKey: string; stop(): Promise<void> };

/** A built instance in a process and a folder of its own, set up and ready. */
export async function startInstance(env: Readonly<Record<string, string>> = {}): Promise<Instance> {
  const folder = await mkdtemp(path.join(tmpdir(), "reachback-bench-"));
  const postgres = await startEmbedded({ folder: path.join(folder, "postgres") });
  const port = await freePort();
  const settings: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: folder, DATABASE_URL: postgres.url, PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "warn", NODE_ENV: "production", ...env };
  const { apiKey } = JSON.parse(
    await output(["cli", "bootstrap", "--email", "bench@example.com", "--password", "a long benchmark password", "--workspace", "Benchmark", "--json"], settings),
  );
  const server = spawn(process.execPath, [".build/main.mjs", "start"], { env: settings, stdio: ["ignore", "ignore", "inherit"] });
  await untilReady(`http://127.0.0.1:${port}/api/health/ready`, server);
  return {
    port,
    databaseUrl: postgres.url,
    apiKey,
    stop: async () => {
      await ended(server);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bare listener of `baseline.ts` as a process of its own, on the same database. */
export async function startBaseline(databaseUrl: string, appSecret: string): Promise<{ port: number; stop(): Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, "baseline.ts"), [databaseUrl, appSecret], { execArgv: ["--import", "tsx"] });
  const { port } = await new Promise<{ port: number }>((resolve) => child.once("message", resolve as (message: unknown) => void));
  return { port, stop: () => ended(child) };
}

function output(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [".build/main.mjs", ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    child.on("exit", (code) => (code === 0 ? resolve(text) : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error("the instance ended before it was ready");
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the instance was not ready within a minute");
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
