import { fork } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { createConnection } from "../../support/api";
import { startInstance } from "../../support/instance";
import { prepareRequests, type Target } from "../ingest/requests";
import { copyRejected } from "./copy";
import { csvRows, xlsxRows } from "./count-rows";
import { loadRejected } from "./load-rejected";
import { watchGrowth } from "./memory";
import { type Download, latency, shortfalls, summary } from "./result";
import { type Others, sendSteadily } from "./steady-rate";

// All rejections as files, over HTTP as people and programs download them, beside PostgreSQL's own COPY of
// the same rows; then once more while statuses arrive at a steady rate.
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
    /** Webhooks a second beside a download. */
    rate: { type: "string", default: "300" },
    json: { type: "boolean", default: false },
  },
});
const rows = Number(values.rows);
const rate = Number(values.rate);
/** Seconds of webhooks alone. */
const ALONE = 10;
const say = (text: string) => process.stderr.write(`${text}\n`);
const appSecret = "benchmark-app-secret";

say("Starting an instance of its own …");
const instance = await startInstance({ unsafeFast: false });
const folder = await mkdtemp(path.join(tmpdir(), "reachback-exports-"));
const database = new Client({ connectionString: instance.databaseUrl });
await database.connect();
const settings = { appSecret, verifyToken: "benchmark-verify-token" };
const connection = await createConnection(instance, "meta", "Benchmark", settings);
say(`Loading ${rows} rejected messages …`);
const { workspaceId } = await loadRejected(database, { connectionId: Number(connection.id), rows });
const target: Target = { host: "127.0.0.1", port: instance.port, path: `/api/webhooks/${connection.key}` };

type Taken = {
  readonly format: Download["format"];
  readonly file: string;
  readonly seconds: number;
  readonly growth: number;
};

async function download(
  format: Download["format"],
  { filter = "", file = path.join(folder, `rejected.${format}`) } = {},
): Promise<Taken> {
  const url = `${instance.url}/api/v1/rejected/export?format=${format}${filter}`;
  const growth = watchGrowth(instance.pid);
  const child = fork(path.join(import.meta.dirname, "download.ts"), [url, instance.apiKey, file], {
    execArgv: ["--import", "tsx"],
  });
  const { status, seconds } = await new Promise<{ status: number; seconds: number }>((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", (code) => reject(new Error(`the download of ${format} broke off (${code})`)));
  });
  if (status !== 200) throw new Error(`the download of ${format} was answered with ${status}`);
  return { format, file, seconds, growth: growth() };
}

/** Reads the file once more, when nothing is measured. */
async function counted({ file, ...taken }: Taken): Promise<Omit<Download, "copies">> {
  const { size } = await stat(file);
  return { ...taken, rows: await (taken.format === "csv" ? csvRows(file) : xlsxRows(file)), bytes: size };
}

type Beside = ReturnType<typeof latency> & {
  /** The sender's own part of the p99. */
  readonly senderLateP99Ms: number;
  readonly answered: number;
  readonly others: Others;
};

/** Webhooks at the steady rate for as long as `work` takes. @param longest - seconds after which they end anyway */
async function beside<Result>(
  name: string,
  longest: number,
  work: () => Promise<Result>,
): Promise<Beside & { readonly result: Result }> {
  const requests = prepareRequests(Math.ceil(rate * longest), target, appSecret, name);
  const steady = await sendSteadily(target, requests, rate);
  const result = await work();
  const { latencies, lateness, others } = await steady.stop();
  if (lateness.length === requests.length)
    missed.push(
      `The webhooks (${name}) ended after ${Math.round(longest)} s, before what they were to disturb.`,
    );
  for (const [status, n] of Object.entries(others))
    missed.push(`${n} webhooks (${name}) were answered with ${status}, not 200.`);
  const told = {
    ...latency(latencies),
    senderLateP99Ms: latency(lateness).p99Ms,
    answered: latencies.length,
  };
  say(
    `${name}: ${told.answered} answered, p50 ${told.p50Ms} ms, p99 ${told.p99Ms} ms (the sender's own part: ${told.senderLateP99Ms} ms)`,
  );
  return { ...told, others, result };
}

/** Webhooks beside a download of all rows. */
async function besideDownload(format: Download["format"]) {
  const alone = downloads.filter((each) => each.format === format).map(({ seconds }) => seconds);
  const longest = 30 + 5 * Math.max(...alone);
  // Kept nowhere: people download to another machine, and here the file would share the database's disk.
  const { result, ...told } = await beside(format, longest, () => download(format, { file: devNull }));
  return {
    ...told,
    rowsPerSecond: Math.round(rows / result.seconds),
    memoryGrowthMb: Math.round(result.growth / 1e6),
  };
}

const missed: string[] = [];
// What is loaded at the first use is no growth of the download.
for (const format of ["csv", "xlsx"] as const) await download(format, { filter: "&code=131042" });

const downloads: Download[] = [];
for (let round = 1; round <= Number(values.rounds); round++) {
  let before = await copyRejected(instance.databaseUrl, workspaceId);
  for (const format of ["csv", "xlsx"] as const) {
    const done = await counted(await download(format));
    const after = await copyRejected(instance.databaseUrl, workspaceId);
    downloads.push({ ...done, copies: [before, after] });
    const perSecond = Math.round(done.rows / done.seconds);
    say(
      `round ${round}: ${format} ${perSecond} rows/s, ${Math.round(done.bytes / 1e6)} MB, grew by ${Math.round(done.growth / 1e6)} MB; COPY ${Math.round(before.rowsPerSecond)} and ${Math.round(after.rowsPerSecond)} rows/s`,
    );
    before = after;
  }
}
say(`${rate} webhooks a second, alone and beside each download …`);
const { result: _, ...alone } = await beside("alone", ALONE + 5, () => pause(ALONE * 1000));
const besideCsv = await besideDownload("csv");
const besideXlsx = await besideDownload("xlsx");

await database.end();
await instance.stop();
await rm(folder, { recursive: true, force: true });

const of = (format: string) => summary(downloads.filter((each) => each.format === format));
const result = {
  csv: of("csv"),
  xlsx: of("xlsx"),
  ingest: { requestsPerSecond: rate, alone, besideCsv, besideXlsx },
};
missed.unshift(...shortfalls(result.csv, result.xlsx, rows));
const line = (...cells: unknown[]) => say(cells.map((cell) => String(cell).padEnd(14)).join(""));
line("", "rows/s", "of COPY", "growth MB", "file MB", "ingest p99 ms");
line("COPY", result.csv.copyRowsPerSecond, 1, "", "", alone.p99Ms);
for (const [name, each, { p99Ms }] of [
  ["CSV", result.csv, besideCsv],
  ["XLSX", result.xlsx, besideXlsx],
] as const)
  line(name, each.rowsPerSecond, each.ratioToCopy, each.memoryGrowthMb, Math.round(each.bytes / 1e6), p99Ms);
for (const sentence of missed) say(sentence);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exit(missed.length > 0 ? 1 : 0);
