import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EmbeddedPostgres, freePort, startEmbedded } from "@/lib/db/embedded";
import { ADMIN, setUp, untilReady } from "../support/instance";
import { postStatus } from "../support/meta";
import { type ServerProcess, startProcess } from "../support/server-process";
import { test as base, expect } from "../support/test";

type Place = {
  readonly folder: string;
  /** Settings for one process or the next on the same data. */
  readonly env: Readonly<Record<string, string>>;
  readonly url: string;
  /** Starts a process that is ended with the test. */
  start(args?: readonly string[], env?: Readonly<Record<string, string>>): ServerProcess;
};

const test = base.extend<{ readonly place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  place: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "reachback-operation-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { DATA_DIR: folder, PORT: String(port), HOST: "127.0.0.1", PUBLIC_URL: url };
    const started: ServerProcess[] = [];
    const start: Place["start"] = (args = ["start"], more = {}) => {
      const server = startProcess(args, { DATABASE_URL: undefined, ...env, ...more });
      started.push(server);
      return server;
    };
    await use({ folder, env, url, start });
    for (const server of started) if (!server.hasEnded()) await server.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  },
});
test.describe.configure({ timeout: 180_000 });

/** A database server for the tests that bring their own. */
async function withPostgres(folder: string, work: (postgres: EmbeddedPostgres) => Promise<void>) {
  const postgres = await startEmbedded({ folder: path.join(folder, "own-postgres"), unsafeFast: true });
  try {
    await work(postgres);
  } finally {
    await postgres.stop();
  }
}

async function expectOneSentence(server: ServerProcess, sentence: RegExp): Promise<void> {
  expect(await server.exit).toBe(1);
  const said = server.errors().replace("Starting …", "").trim();
  expect(said).toMatch(sentence);
  expect(said.split("\n"), "one line, without a stack").toHaveLength(1);
}

/** Process and port of the embedded database, from the file that PostgreSQL keeps while it runs. */
async function postmaster(folder: string): Promise<{ pid: number; port: number }> {
  const lines = (await readFile(path.join(folder, "postgres/data/postmaster.pid"), "utf8")).split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Asks the port, because an ended process keeps its id until its parent looks at it. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

test("a used port is said in one sentence", async ({ place }) => {
  const holder = createServer().listen(Number(place.env.PORT), "127.0.0.1");
  await new Promise((resolve) => holder.once("listening", resolve));
  await expectOneSentence(place.start(), new RegExp(`\\b${place.env.PORT}\\b.*\\.$`));
  await new Promise((resolve) => holder.close(resolve));
});

test("a DATABASE_URL that can't be used is said in one sentence", async ({ place }) => {
  const nothing = `postgresql://user:secret-word@127.0.0.1:${await freePort()}/reachback`;
  const refused = place.start(["start"], { DATABASE_URL: nothing });
  await expectOneSentence(refused, /^Nothing answers at DATABASE_URL\..*\?$/);
  expect(refused.errors()).not.toContain("secret-word");
  const noUrl = place.start(["start"], { DATABASE_URL: "my database" });
  expect(await noUrl.exit).toBe(1);
  expect(noUrl.errors()).toContain("DATABASE_URL");
  expect(noUrl.errors()).not.toMatch(/\n\s+at /);
  await withPostgres(place.folder, async ({ url }) => {
    const wrong = new URL(url);
    wrong.password = "secret-word";
    const server = place.start(["start"], { DATABASE_URL: wrong.href });
    await expectOneSentence(server, /^The user name or password in DATABASE_URL is wrong\.$/);
    const other = new URL(url);
    other.pathname = "/elsewhere";
    await expectOneSentence(place.start(["start"], { DATABASE_URL: other.href }), /does not exist.*\.$/);
  });
});

test("killed hard and started again, it is ready and has its data", async ({ place }) => {
  const apiKey = await setUp({ ...place.env });
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const first = place.start();
  await untilReady(place.url, first);
  const appSecret = "0123456789abcdef0123456789abcdef";
  const made = await fetch(`${place.url}/api/v1/connections`, {
    method: "POST",
    headers,
    body: JSON.stringify({ provider: "meta", name: "Kept", settings: { appSecret } }),
  });
  const { key } = (await made.json()) as { key: string };
  const stored = async (): Promise<string[]> => {
    const answer = await fetch(`${place.url}/api/v1/messages`, { headers });
    const { items } = (await answer.json()) as { items: { status: string }[] };
    return items.map(({ status }) => status);
  };
  await postStatus(`${place.url}/api/webhooks/${key}`, appSecret, "kept", { id: "1", status: "sent" });

  await test.step("the app alone is killed: its database is taken over", async () => {
    await first.kill("SIGKILL");
    const second = place.start();
    await untilReady(place.url, second);
    expect(await stored()).toEqual(["sent"]);
    await postStatus(`${place.url}/api/webhooks/${key}`, appSecret, "kept", { id: "1", status: "read" });
    process.kill((await postmaster(place.folder)).pid, "SIGKILL");
    await second.kill("SIGKILL");
  });

  await test.step("the app and its database are killed: it recovers", async () => {
    const third = place.start();
    await untilReady(place.url, third);
    expect(await stored()).toEqual(["read"]);
    expect(await third.kill("SIGTERM")).toBe(0);
  });
});

test("SIGTERM ends all that was started", async ({ place }) => {
  const server = place.start();
  await untilReady(place.url, server);
  const { port } = await postmaster(place.folder);
  expect(await isListening(port)).toBe(true);
  expect(await server.kill("SIGTERM")).toBe(0);
  expect(await isListening(port)).toBe(false);
  expect(existsSync(path.join(place.folder, "postgres/data/postmaster.pid"))).toBe(false);
});

test("health tells the cause while the database is away, and metrics have their names", async ({ place }) => {
  await withPostgres(place.folder, async (postgres) => {
    const server = place.start(["start"], { DATABASE_URL: postgres.url });
    await untilReady(place.url, server);
    expect((await fetch(`${place.url}/api/health/live`)).status).toBe(200);
    const metrics = await (await fetch(`${place.url}/metrics`)).text();
    for (const name of [
      "reachback_webhook_seconds",
      "reachback_batch_statuses",
      "reachback_webhooks_total",
      "reachback_oldest_uncommitted_seconds",
    ]) {
      expect(metrics).toContain(`# TYPE ${name} `);
    }
    const forwarded = await fetch(`${place.url}/metrics`, { headers: { "x-forwarded-for": "203.0.113.9" } });
    expect(forwarded.status).toBe(403);
    await postgres.stop();
    const ready = await fetch(`${place.url}/api/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: "unavailable",
      cause: expect.stringContaining("The database"),
    });
    expect((await fetch(`${place.url}/api/health/live`)).status).toBe(200);
  });
});

test("bootstrap sets up once and refuses afterwards", async ({ place }) => {
  await withPostgres(place.folder, async ({ url }) => {
    const account = ["--email", ADMIN.email, "--password", ADMIN.password, "--workspace", "First"];
    const args = ["cli", "bootstrap", ...account, "--json"];
    const first = place.start(args, { DATABASE_URL: url });
    expect(await first.exit).toBe(0);
    const made = JSON.parse(first.output());
    expect(Object.keys(made).sort()).toEqual(["apiKey", "workspaceId"]);
    const second = place.start(args, { DATABASE_URL: url });
    expect(await second.exit).toBe(1);
    expect(second.output()).toBe("");
    expect(second.errors()).not.toMatch(/\n\s+at /);
    const server = place.start(["start"], { DATABASE_URL: url });
    await untilReady(place.url, server);
    expect(server.errors()).not.toContain("/setup?token=");
    const answer = await fetch(`${place.url}/api/v1/connections`, {
      headers: { authorization: `Bearer ${made.apiKey}` },
    });
    expect(answer.status).toBe(200);
  });
});
