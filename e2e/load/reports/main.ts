import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Reads, readsOf } from "./plans";
import { CAMPAIGNS } from "./prepare";
import { type Measured, resultOf, table } from "./result";
import { readSizes, sizeName } from "./statistics";
import { openWorkspace, type Workspace } from "./workspace";

// Every page of a workspace with 500 campaigns, at growing numbers of messages in them: what a page costs must
// depend on the campaigns and hours that it shows, not on how many messages there are.
const { values } = parseArgs({
  options: {
    size: { type: "string", default: "100000,1000000,10000000" },
    requests: { type: "string", default: "40" },
    /** Only pages whose name contains it. */
    only: { type: "string", default: "" },
    json: { type: "boolean", default: false },
  },
});
const sizes = readSizes(values.size, CAMPAIGNS);
const requests = Number(values.requests);
const WARM_UPS = 3;
const say = (text: string) => process.stderr.write(`${text}\n`);

const folder = await mkdtemp(path.join(tmpdir(), "reachback-reports-"));
const open: Workspace[] = [];
const measured: Measured = {};
const reads: Record<number, Reads> = {};
const wrong: string[] = [];
try {
  for (const size of sizes) {
    say(`${sizeName(size)}: starting an instance of its own …`);
    const workspace = await openWorkspace(size, folder, say);
    open.push(workspace);
    wrong.push(...workspace.differing.map((text) => `${sizeName(size)}: ${text}`));
  }
  const names = Object.keys(open[0]?.pages ?? {}).filter((name) => name.includes(values.only));
  for (const [i, name] of names.entries()) {
    await time(name).catch((error: Error) => wrong.push(`${name}: ${error.message}`));
    if (i % 10 === 9) say(`Timed ${i + 1} of ${names.length} pages`);
  }
  for (const workspace of open) {
    say(`${sizeName(workspace.size)}: asking for plans …`);
    reads[workspace.size] = await readsOf(workspace, values.only);
  }
} finally {
  for (const workspace of open) await workspace.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Times a page in all workspaces in turn: what else the machine does then befalls all of them. */
async function time(name: string): Promise<void> {
  const kind = open[0]?.pages[name]?.kind ?? "data";
  const times = Object.fromEntries(open.map(({ size }) => [size, [] as number[]]));
  measured[name] = { kind, times };
  for (let n = 0; n < WARM_UPS + requests; n++)
    for (const { size, ask, pages } of open) {
      const path = pages[name]?.path(n) ?? "/";
      const started = performance.now();
      await ask(path);
      if (n >= WARM_UPS) times[size]?.push(performance.now() - started);
    }
}

for (const { page, text, read, returned, plan } of reads[sizes.at(-1) ?? 0]?.wasteful ?? [])
  say(
    `\n${page}: reads ${read} rows, returns ${returned}\n  ${text.replace(/\s+/g, " ").slice(0, 300)}\n${plan}`,
  );
const result = resultOf(measured, sizes);
say(`\n${table(measured, sizes, reads)}`);
for (const text of [...wrong, ...result.over]) say(`NOT RIGHT: ${text}`);
process.stdout.write(
  values.json ? `${JSON.stringify(result.json)}\n` : `${JSON.stringify(result.json, null, 2)}\n`,
);
process.exit(wrong.length + result.over.length > 0 ? 1 : 0);
