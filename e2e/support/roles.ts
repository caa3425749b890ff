import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort, startEmbedded } from "@/lib/db/embedded";
import { setUp, untilReady } from "./instance";
import { type ServerProcess, startProcess } from "./server-process";

export type Role = "web" | "ingest" | "worker";

/** A process of one role: the same port after every restart. */
export type RoleProcess = {
  readonly role: Role;
  readonly port: number;
  start(): Promise<void>;
  /** As an operator stops it. @returns its exit code */
  stop(): Promise<number | null>;
};

export type Installation = {
  readonly databaseUrl: string;
  readonly apiKey: string;
  /** Started, and stopped with the installation. */
  add(role: Role): Promise<RoleProcess>;
  stop(): Promise<void>;
};

/** One database and no process yet, set up; its processes share the settings as the README tells. */
export async function startInstallation(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
  const folder = await mkdtemp(path.join(tmpdir(), "reachback-roles-"));
  const postgres = await startEmbedded({ folder: path.join(folder, "postgres") });
  const settings = {
    DATA_DIR: folder,
    DATABASE_URL: postgres.url,
    HOST: "127.0.0.1",
    AUTH_SECRET: randomBytes(36).toString("base64"),
    ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    ...env,
  };
  const apiKey = await setUp(settings);
  const processes: RoleProcess[] = [];
  const stop = async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return {
    databaseUrl: postgres.url,
    apiKey,
    stop,
    add: async (role) => {
      const added = roleProcess(role, await freePort(), settings);
      processes.push(added);
      await added.start().catch(async (error) => {
        await stop(); // nothing may be left running
        throw error;
      });
      return added;
    },
  };
}

function roleProcess(role: Role, port: number, settings: Readonly<Record<string, string>>): RoleProcess {
  let server: ServerProcess | null = null;
  return {
    role,
    port,
    start: async () => {
      server = startProcess(["start", "--role", role, "--port", String(port)], settings, true);
      await untilReady(`http://127.0.0.1:${port}`, server);
    },
    stop: async () => (server ? server.kill("SIGTERM") : null),
  };
}
