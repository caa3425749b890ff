import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, startEmbedded } from "@/lib/db/embedded";

export const ADMIN = { email: "admin@example.com", password: "a long enough passphrase" } as const;

export type Instance = {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Of the first workspace; empty when the instance was not set up. */
  readonly apiKey: string;
  readonly pid: number;
  stop(): Promise<void>;
};

type Options = {
  readonly env?: Readonly<Record<string, string>>;
  /** False leaves the instance as a newcomer finds it. */
  readonly bootstrap?: boolean;
  /** Waiting for the disk matters to benchmarks only. */
  readonly unsafeFast?: boolean;
};

/** A built instance in a process, a database and a folder of its own, ready to serve. */
export async function startInstance({
  env = {},
  bootstrap = true,
  unsafeFast = true,
}: Options = {}): Promise<Instance> {
  const folder = await mkdtemp(path.join(tmpdir(), "reachback-e2e-"));
  const postgres = await startEmbedded({ folder: path.join(folder, "postgres"), unsafeFast });
  const port = await freePort();
  const settings: NodeJS.ProcessEnv = {
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    PORT: String(port),
    HOST: "127.0.0.1",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    ...env,
  };
  const apiKey = bootstrap ? await setUp(settings) : "";
  const server = spawn(process.execPath, [".build/main.mjs", "start"], {
    env: settings,
    stdio: ["ignore", "ignore", "inherit"],
  });
  await untilReady(`http://127.0.0.1:${port}/api/health/ready`, server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    databaseUrl: postgres.url,
    apiKey,
    pid: server.pid as number,
    stop: async () => {
      await ended(server);
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function setUp(settings: NodeJS.ProcessEnv): Promise<string> {
  const { email, password } = ADMIN;
  const command = [
    "cli",
    "bootstrap",
    "--email",
    email,
    "--password",
    password,
    "--workspace",
    "Test workspace",
    "--json",
  ];
  return JSON.parse(await output(command, settings)).apiKey;
}

function output(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [".build/main.mjs", ...args], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    child.on("exit", (code) =>
      code === 0 ? resolve(text) : reject(new Error(`${args[0]} ended with ${code}`)),
    );
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

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
