import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
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
import { takeDownload } from "./take-download";

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
  readonly seconds: number;
  readonly growth: number;
};

/** @param file - kept nowhere unless it is given. */
async function download(
  format: Download["format"],
  { filter = "", file }: { readonly filter?: string; readonly file?: string } = {},
): Promise<Taken> {
  const growth = watchGrowth(instance.pid);
  const url = `${instance.url}/api/v1/rejected/export?format=${format}${filter}`;
  const seconds = await takeDownload(url, instance.apiKey, file);
  return { format, seconds, growth: growth() };
}

/** A download whose file is read once more, when nothing is measured. */
async function counted(format: Download["format"]): Promise<Omit<Download, "copies">> {
  const file = path.join(folder, `rejected.${format}`);
  const taken = await download(format, { file });
  const { size } = await stat(file);
  return { ...taken, rows: await (format === "csv" ? csvRows(file) : xlsxRows(file)), bytes: size };
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
  const { result, ...told } = await beside(format, longest, () => download(format));
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
    const done = await counted(format);
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
