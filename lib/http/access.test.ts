import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "@/lib/auth/context";
import {
  cookieOf,
  TEST_ORIGIN,
  testApiKey,
  testInstance,
  testMember,
  testWorkspace,
} from "@/lib/auth/test-instance";
import type { WorkspaceId } from "@/lib/domain/ids";
import { type Access, accessOf, type RouteHandler } from "@/lib/http/access";
import { type ForeignThings, foreignThings, MARKERS, rowsOfWorkspace } from "@/lib/http/foreign-workspace";
import { choicesOf, isOpen, sampleInput } from "@/lib/http/sample-input";

const ROOT = path.resolve(import.meta.dirname, "../..");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Routes that prove themselves in another way than by a session or an API key, and how. */
const OWN_PROOF: Readonly<Record<string, string>> = {
  "app/api/auth/[...nextauth]/route.ts": "next-auth's own CSRF token; lib/auth/sign-in.test.ts",
  "app/api/webhooks/[...key]/route.ts": "the provider's signature; the tests of lib/ingest",
  "app/api/health/live/route.ts": "says only that the process runs",
  "app/api/health/ready/route.ts": "says only whether the database is there",
  "app/metrics/route.ts": "METRICS_TOKEN, or this machine only",
};

const filesBelow = (folder: string, suffix: RegExp): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file))
    .filter((file) => suffix.test(file))
    .sort();

const files = filesBelow("app", /(^|\/)route\.tsx?$/).filter((file) => !(file in OWN_PROOF));

type Case = { name: string; file: string; method: string; handler: RouteHandler; access: Access | undefined };

const cases: Case[] = (
  await Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(path.join(ROOT, file));
      return METHODS.filter((method) => method in module).map((method) => ({
        name: `${method} ${file}`,
        file,
        method,
        handler: module[method] as RouteHandler,
        access: accessOf(module[method]),
      }));
    }),
  )
).flat();

const guarded = cases.filter(({ access }) => access && access.kind !== "public");

testInstance();

let own: WorkspaceId;
let foreign: ForeignThings;
let before: Record<string, string>;
beforeAll(async () => {
  own = await testWorkspace("Bakery");
  foreign = await foreignThings();
  before = await rowsOfWorkspace(foreign.workspaceId);
});

/** Path segments in brackets, e.g. ["id"]; `[...rest]` counts as one. */
const segmentsOf = (file: string): string[] =>
  [...file.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, name = ""]) => name);

/** The foreign ids under the names that this route uses; plain `id` is what the folder before it lists. */
function idsFor(file: string): Record<string, string> {
  const parent = /\/([\w-]+)\/\[id\]/.exec(file)?.[1] ?? "";
  const id = foreign.idsByFolder[parent] ?? foreign.ids.connectionId ?? "1";
  return { ...foreign.ids, id };
}

async function call(
  one: Case,
  headers: Record<string, string>,
  choice: Record<string, string> = {},
): Promise<Response> {
  const ids = { ...idsFor(one.file), ...choice };
  const sample = sampleInput(one.access?.input, ids) as Record<string, unknown>;
  const extra = isOpen(one.access?.input) ? foreign.ids : {};
  const names = segmentsOf(one.file);
  const params = Object.fromEntries(names.map((name) => [name, ids[name] ?? ids.id]));
  const rest = Object.entries({ ...extra, ...sample }).filter(([name]) => !names.includes(name));
  const url = new URL(`${TEST_ORIGIN}/api/test`);
  const init: RequestInit = { method: one.method, headers: { host: "localhost:3000", ...headers } };
  if (["GET", "HEAD", "DELETE"].includes(one.method)) {
    for (const [name, value] of rest) url.searchParams.append(name, String(value));
  } else {
    init.body = JSON.stringify(Object.fromEntries(rest));
  }
  return one.handler(new Request(url, init), { params: Promise.resolve(params) });
}

const sameSite = { origin: TEST_ORIGIN, "sec-fetch-site": "same-origin" };

/** A caller of our own workspace with all rights that the route can ask for, or one step fewer. */
async function headersOf(access: Access, step: "enough" | "too few"): Promise<Record<string, string>> {
  if (access.kind === "api") {
    return { authorization: `Bearer ${await testApiKey(own, step === "enough" ? "write" : "read")}` };
  }
  const role = access.kind === "app" && step === "too few" ? ROLES[ROLES.indexOf(access.role) - 1] : "admin";
  const { person } = await testMember(own, role ?? "viewer");
  return { ...sameSite, cookie: await cookieOf(person, own) };
}

/** The answer's text, or its first second where the answer never ends. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const deadline = new Promise<{ done: true; value?: undefined }>((resolve) =>
    setTimeout(() => resolve({ done: true }), 1000),
  );
  for (;;) {
    const part = await Promise.race([reader?.read() ?? { done: true, value: undefined }, deadline]);
    if (part.done) break;
    text += part.value;
  }
  await reader?.cancel();
  return text;
}

test("there are routes to walk", () => {
  expect(guarded.length).toBeGreaterThan(10);
});

test.each(cases)("$name declares who may call it", ({ access }) => {
  expect(access).toBeDefined();
});

test("every write goes through a route, where this test sees it: there are no server actions", () => {
  const sources = ["app", "components", "lib"].flatMap((folder) => filesBelow(folder, /\.tsx?$/));
  const actions = sources.filter((file) =>
    /^\s*["']use server["']/m.test(readFileSync(path.join(ROOT, file), "utf8")),
  );
  expect(actions).toEqual([]);
});

describe.each(guarded)("$name", (one) => {
  const access = one.access as Access;

  test("is closed without a session or key", async () => {
    expect((await call(one, sameSite)).status).toBe(401);
  });

  test("is closed to what only looks like a session or key", async () => {
    const forged = { ...sameSite, cookie: "reachback.session=x.y.z", authorization: "Bearer rb_live_guess" };
    expect((await call(one, forged)).status).toBe(401);
  });

  const hasLower =
    access.kind === "api" ? access.scope === "write" : access.kind === "app" && access.role !== "viewer";
  test.runIf(hasLower)("is closed to the next lower role", async () => {
    expect((await call(one, await headersOf(access, "too few"))).status).toBe(403);
  });

  const isWrite = !["GET", "HEAD"].includes(one.method);
  test.runIf(isWrite && access.kind !== "api")("is closed to other sites", async () => {
    const headers = { ...(await headersOf(access, "enough")), origin: "https://evil.example" };
    expect((await call(one, { ...headers, "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test.each(choicesOf(access.input, segmentsOf(one.file)))(
    "knows nothing of another workspace %j",
    async (choice) => {
      const response = await call(one, await headersOf(access, "enough"), choice);
      const text = await textOf(response);
      const named = segmentsOf(one.file).filter((name) => !(name in choice));
      if (named.length > 0) expect([403, 404], `${response.status}: ${text}`).toContain(response.status);
      expect(response.status, text).toBeLessThan(500);
      for (const marker of MARKERS) expect(text).not.toContain(marker);
    },
  );
});

test("after all those calls, nothing of the other workspace has changed", async () => {
  expect(await rowsOfWorkspace(foreign.workspaceId)).toEqual(before);
});
