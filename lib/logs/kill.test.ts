import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { provideEnv } from "@/lib/env";
import { addServiceAccount } from "@/lib/logs/accounts/accounts";
import { makeSpreadsheet } from "@/lib/logs/accounts/spreadsheets";
import { createLogInput } from "@/lib/logs/contract";
import { createLog } from "@/lib/logs/manage/save-log";
import { addRows, keyFile, numbersOf } from "@/lib/logs/testing/sheet-log";
import { SheetsServer } from "@/lib/logs/testing/sheets-server";

const ROWS = 320;
const MOMENTS = ["planned", "answered", "settled"] as const;
const KILLS = 16;

testInstance();

let folder: string;
let google: SheetsServer;
let admin: Context;
let accountId: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-kill-logs-"));
  await build({
    entryPoints: ["lib/logs/testing/kill-writer.ts"],
    outfile: path.join(folder, "writer.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["react-server"],
    external: ["pg-native"],
    logLevel: "error",
    define: { "import.meta.url": '"file:///"' },
  });
  google = await SheetsServer.listen();
  provideEnv({ GOOGLE_API_BASE: google.url, ALLOW_PRIVATE_ADDRESSES: "true" });
  admin = (await testMember(await testWorkspace(), "admin")).ctx;
  accountId = (await addServiceAccount(admin, { key: keyFile() })).id;
});
afterAll(async () => {
  await google.close();
  await rm(folder, { recursive: true, force: true });
});

function startWriter(moment = "", nth = 1): ChildProcess {
  const args = [
    path.join(folder, "writer.cjs"),
    process.env.DATABASE_URL ?? "",
    google.url,
    moment,
    String(nth),
  ];
  return spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

const died = (child: ChildProcess): Promise<string | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.signalCode)
    : new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));

const waiting = async (): Promise<number> =>
  (await pool().query("SELECT count(*)::int AS n FROM log_row")).rows[0].n;

test("a writer that is killed at any moment loses no row and doubles none", async () => {
  const { spreadsheetId } = await makeSpreadsheet(admin, { id: Number(accountId), title: "Reports" });
  const input = { kind: "sheet", name: "Log", accountId, spreadsheet: spreadsheetId };
  const { id } = await createLog(admin, createLogInput.parse(input));
  const log = { workspaceId: admin.workspaceId, id: Number(id) };
  let added = 0;
  // Now and then an answer is lost besides.
  let n = 0;
  google.treat = () => (++n % 11 === 0 ? "drop_after" : n % 13 === 0 ? "drop_before" : "ok");
  for (let kill = 0; kill < KILLS; kill++) {
    await addRows(pool(), log, added + 1, ROWS / KILLS);
    added += ROWS / KILLS;
    const moment = kill % 4 === 3 ? "" : (MOMENTS[kill % 4] ?? "");
    const writers = [startWriter(moment), startWriter()];
    const [first, second] = writers as [ChildProcess, ChildProcess];
    // The one kills itself; the other is killed at a moment of chance.
    const timer = setTimeout(() => second.kill("SIGKILL"), 250 + Math.random() * 600);
    if (moment === "") setTimeout(() => first.kill("SIGKILL"), 250 + Math.random() * 600);
    await died(second);
    clearTimeout(timer);
    first.kill("SIGKILL");
    expect(await died(first)).toBe("SIGKILL");
  }
  const last = startWriter();
  await expect.poll(waiting, { timeout: 120_000, interval: 50 }).toBe(0);
  last.kill("SIGKILL");
  await died(last);
  expect(numbersOf(google)).toEqual(Array.from({ length: added }, (_, i) => i + 1));
}, 240_000);
