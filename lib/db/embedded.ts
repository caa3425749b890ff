import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { Client } from "pg";
import { checkWritable, linkLibraries, nativeFolder, type RunAs, runAs } from "@/lib/db/embedded-binaries";
import { AppError } from "@/lib/errors";

export type EmbeddedPostgres = {
  readonly url: string;
  /** Ends the server if this process owns it; a server found running for a living owner is left alone. */
  stop(): Promise<void>;
};

type Options = {
  /** Folder for everything of the embedded server; made when missing. */
  readonly folder: string;
  /** Tests: no waiting for the disk. Never for real data. */
  readonly unsafeFast?: boolean;
};

const DATABASE = "reachback";

/**
 * Starts PostgreSQL on the loopback address with its data in `folder`, or joins the one that is already
 * running there. After a crash the server recovers by itself; one that survived its owner is taken over.
 */
export async function startEmbedded({ folder, unsafeFast = false }: Options): Promise<EmbeddedPostgres> {
  const native = await nativeFolder();
  await linkLibraries(native);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw new AppError(
      "forbidden",
      `${folder} can't be made. Give this user the right to it, or choose another folder with --data-dir.`,
      { cause },
    );
  });
  await checkWritable(folder);
  const as = await runAs(native, folder);
  const data = path.join(folder, "data");
  const password = await passwordOf(folder);
  if (!existsSync(path.join(data, "PG_VERSION"))) await initialise(native, as, data, folder, unsafeFast);

  const running = await runningServer(data);
  if (running && (await isReachable(urlOf(running.port, password, null), () => isPostgres(running.pid)))) {
    // One that an older version started has no socket.
    const hasSocket = existsSync(path.join(data, `.s.PGSQL.${running.port}`));
    const url = urlOf(running.port, password, hasSocket ? socketFolder(data) : null);
    const owned = await claim(folder);
    return { url, stop: async () => (owned ? stopProcess(running.pid, data) : undefined) };
  }
  if (await runningServer(data)) {
    throw new AppError(
      "unavailable",
      "The embedded PostgreSQL runs and does not answer. End it, and start again.",
    );
  }
  // Its process is gone; another program may have its number now, which PostgreSQL would take for a living server.
  await rm(path.join(data, "postmaster.pid"), { force: true });
  const port = await freePort();
  const log: string[] = [];
  const server = launch(native, as, data, port, unsafeFast, log);
  const url = urlOf(port, password, socketFolder(data));
  await waitUntilReady(url, { server, log });
  await claim(folder);
  await createDatabase(url);
  return { url, stop: () => stopProcess(server.pid as number, data) };
}

/** With a folder the driver takes the socket in it: half the kernel's work of a loopback connection. */
const urlOf = (port: number, password: string, folder: string | null) =>
  `postgresql://reachback:${password}@127.0.0.1:${port}/${DATABASE}${folder ? `?host=${encodeURIComponent(folder)}` : ""}`;

/** Characters of a socket's path that every system takes, less its name `/.s.PGSQL.12345`. */
const LONGEST_FOLDER = 103 - 15;

/** Null where the system has no such sockets, or the path is too long for one; then it goes by the loopback address. */
function socketFolder(data: string): string | null {
  const usable =
    process.platform !== "win32" && Buffer.byteLength(data) <= LONGEST_FOLDER && !data.includes(",");
  return usable ? data : null;
}

/** The database that always exists, to create ours from. */
function maintenanceUrl(url: string): string {
  const parsed = new URL(url);
  parsed.pathname = "/postgres";
  return parsed.href;
}

async function passwordOf(folder: string): Promise<string> {
  const file = path.join(folder, "password");
  const found = await readFile(file, "utf8").catch(() => null);
  if (found) return found.trim();
  const password = randomBytes(24).toString("hex");
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function initialise(
  native: string,
  as: RunAs,
  data: string,
  folder: string,
  unsafeFast: boolean,
): Promise<void> {
  // A first start that was killed half way leaves a folder without PG_VERSION: begin again.
  await rm(data, { recursive: true, force: true });
  const result = run(native, as, "initdb", [
    `--pgdata=${data}`,
    "--username=reachback",
    `--pwfile=${path.join(folder, "password")}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order and the same upper case everywhere; languages' own order is the browser's work.
    "--locale=C",
    ...(unsafeFast ? ["--no-sync"] : []),
  ]);
  if (result.status !== 0) {
    await rm(data, { recursive: true, force: true });
    throw new AppError(
      "unavailable",
      `The embedded PostgreSQL could not be set up: ${result.stderr.trim().split("\n").at(-1)}`,
    );
  }
}

function run(native: string, as: RunAs, program: string, args: readonly string[]) {
  const [command, ...rest] = [...as.prefix, path.join(native, "bin", program), ...args];
  return spawnSync(command as string, rest, {
    uid: as.uid,
    gid: as.gid,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
}

function launch(
  native: string,
  as: RunAs,
  data: string,
  port: number,
  unsafeFast: boolean,
  log: string[],
): ChildProcess {
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${socketFolder(data) ?? ""}`,
    "max_connections=200",
    "shared_buffers=256MB",
    "wal_compression=on",
    "max_wal_size=2GB",
    "checkpoint_completion_target=0.9",
    "checkpoint_timeout=15min", // the first change of a page after a checkpoint is logged whole
    "jit=off", // short statements: compiling them costs more than it saves
    "log_min_messages=fatal",
    "log_checkpoints=off",
    "timezone=UTC",
    ...(unsafeFast ? ["fsync=off", "full_page_writes=off", "shared_buffers=64MB"] : []),
  ];
  const args = ["-D", data, ...settings.flatMap((setting) => ["-c", setting])];
  const [command, ...rest] = [...as.prefix, path.join(native, "bin", "postgres"), ...args];
  const server = spawn(command as string, rest, {
    uid: as.uid,
    gid: as.gid,
    stdio: ["ignore", "ignore", "pipe"],
    // Its own process group: Ctrl-C in a terminal must first drain the app and only then end the database.
    detached: true,
    env: { ...process.env, LC_ALL: "C" },
  });
  server.stderr?.on("data", (chunk: Buffer) => {
    log.push(chunk.toString());
    if (log.length > 50) log.shift();
  });
  server.unref();
  return server;
}

type Startup = { readonly server: ChildProcess; readonly log: readonly string[] };

async function waitUntilReady(url: string, { server, log }: Startup): Promise<void> {
  if (await isReachable(url, () => server.exitCode === null)) return;
  const last = log.join("").trim().split("\n").at(-1);
  throw new AppError("unavailable", `The embedded PostgreSQL does not start${last ? `: ${last}` : "."}`);
}

/** Waits until the server answers; false when it ended first or a minute was not enough. */
async function isReachable(url: string, alive: () => boolean): Promise<boolean> {
  const deadline = Date.now() + 60_000; // recovery after a crash may take a while
  while (Date.now() < deadline && alive()) {
    const client = new Client({ connectionString: maintenanceUrl(url), connectionTimeoutMillis: 2000 });
    client.on("error", () => {});
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (connected) return true;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return false;
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl(url) });
  await client.connect();
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  await client.end();
}

/** Process and port of a server that runs on `data`, from the file that PostgreSQL keeps while it runs. */
async function runningServer(data: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(path.join(data, "postmaster.pid"), "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 && isPostgres(pid) ? { pid, port } : null;
}

/** The process id may have gone to another program since; on Linux its name tells. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  const name = spawnSync("cat", [`/proc/${pid}/comm`], { encoding: "utf8" }).stdout.trim();
  return name === "postgres";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return !isDefunct(pid);
}

/** Ended, but keeps its id until its parent asks for it; the first process of many containers never does. */
function isDefunct(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false; // no Linux
  }
}

/** Makes this process the owner unless another living one is. @returns whether it is the owner now. */
async function claim(folder: string): Promise<boolean> {
  const file = path.join(folder, "owner.pid");
  const owner = Number(await readFile(file, "utf8").catch(() => "0"));
  if (owner > 0 && owner !== process.pid && isAlive(owner)) return false;
  await writeFile(file, String(process.pid));
  return true;
}

/** "Fast" shutdown: open transactions roll back, data is flushed. */
async function stopProcess(pid: number, data: string): Promise<void> {
  if (isAlive(pid)) process.kill(pid, "SIGINT");
  const deadline = Date.now() + 20_000;
  while (existsSync(path.join(data, "postmaster.pid")) && isAlive(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, "SIGQUIT"); // its recovery at the next start repairs what this leaves
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A TCP port on the loopback address that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
