import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, startEmbedded } from "@/lib/db/embedded";
import { type ServerProcess, startProcess } from "./server-process";

export const ADMIN = { email: "admin@example.com", password: "a long enough passphrase" } as const;

export type Instance = {
  readonly url: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Of the first workspace; empty when the instance was not set up. */
  readonly apiKey: string;
  /** The one-time link that an instance without a user prints; null otherwise. */
  readonly setupLink: string | null;
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
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    PORT: String(port),
    HOST: "127.0.0.1",
    // Links that the app prints and shows lead to where the browser is signed in.
    PUBLIC_URL: url,
    ...env,
  };
  const apiKey = bootstrap ? await setUp(settings) : "";
  const server = startProcess(["start"], settings, true);
  await untilReady(url, server);
  return {
    url,
    port,
    databaseUrl: postgres.url,
    apiKey,
    setupLink: /http\S+\/setup\?token=\S+/.exec(server.errors())?.[0] ?? null,
    pid: server.pid,
    stop: async () => {
      await server.kill("SIGTERM");
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Sets the instance up from the command line. @returns the first API key */
export async function setUp(settings: Readonly<Record<string, string>>): Promise<string> {
  const { email, password } = ADMIN;
  const account = ["--email", email, "--password", password, "--workspace", "Test workspace"];
  const cli = startProcess(["cli", "bootstrap", ...account, "--json"], settings);
  const code = await cli.exit;
  if (code !== 0) throw new Error(`bootstrap ended with ${code}: ${cli.errors()}`);
  return JSON.parse(cli.output()).apiKey;
}

/** @throws when it ends, or is not ready within a minute and a half */
export async function untilReady(url: string, server: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 900; tries++) {
    if (server.hasEnded()) throw new Error(`the instance ended before it was ready:\n${server.errors()}`);
    const ok = await fetch(`${url}/api/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) {
      await server.said(/is ready at/);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the instance was not ready in time");
}

export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
