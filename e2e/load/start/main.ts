import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { copyProject } from "./copy-project";
import { diskOf } from "./disk";
import { npmStart, type Started } from "./started";

// How long a newcomer and an operator wait after `npm start`, and what the product then takes of the machine.
const { values } = parseArgs({
  options: {
    /** Idle seconds before the memory is read. */
    idle: { type: "string", default: "30" },
    messages: { type: "string", default: "100000" },
    json: { type: "boolean", default: false },
  },
});
const messages = Number(values.messages);
const say = (text: string) => process.stderr.write(`${text}\n`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const mb = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

// Outside the project: inside of it the build would take this project for the root of the copy.
const folder = await mkdtemp(path.join(tmpdir(), "reachback-start-"));
const project = path.join(folder, "project");
const timed: Record<string, number> = {};
let last = null as Started | null;
async function start(name: string, data: string): Promise<void> {
  await last?.stop();
  last = await npmStart(project, path.join(folder, data));
  timed[name] = Math.round(last.readyMs);
  say(`${name}: ready after ${seconds(last.readyMs)}`);
}
try {
  say("Copying the project without its build …");
  await copyProject(process.cwd(), project);
  await start("first, nothing built, no database", "one");
  await start("second", "one");
  await start("first, built before, no database", "two");
  await start("second again", "two");
  await new Promise((resolve) => setTimeout(resolve, Number(values.idle) * 1000));
  const memory = last?.memory();
  await last?.stop();
  last = null;
  say(`Generating ${messages} messages …`);
  const tables = await diskOf(messages, () => {});
  const bytes = tables.reduce((sum, table) => sum + table.perMillion, 0);
  say("");
  for (const [name, ms] of Object.entries(timed)) say(`${name.padEnd(36)} ${seconds(ms)}`);
  say(
    `${"idle memory: node, Postgres".padEnd(36)} ${mb(memory?.node ?? 0)}, ${mb(memory?.postgres ?? 0)} resident${memory?.proportional ? `; ${mb(memory.proportional)} with shared pages counted once` : ""}`,
  );
  say(`${"disk for a million messages".padEnd(36)} ${mb(bytes)}, extrapolated from ${messages}`);
  for (const table of tables.slice(0, 6)) say(`  ${table.table.padEnd(34)} ${mb(table.perMillion)}`);
  const result = {
    readyMs: timed,
    idleMemory: memory,
    disk: {
      messages,
      bytesPerMillion: bytes,
      tables: Object.fromEntries(tables.map((t) => [t.table, t.perMillion])),
    },
  };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await last?.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
