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
/** How many times a page over a limit is asked once more as often. */
const MORE_TIMES = 2;
const say = (text: string) => process.stderr.write(`${text}\n`);

const folder = await mkdtemp(path.join(tmpdir(), "reachback-reports-"));
const open: Workspace[] = [];
const measured: Measured = {};
const reads: Record<number, Reads> = {};
const wrong: string[] = [];
const failed = new Set<string>();
try {
  for (const size of sizes) {
    say(`${sizeName(size)}: starting an instance of its own …`);
    const workspace = await openWorkspace(size, folder, say);
    open.push(workspace);
    wrong.push(...workspace.differing.map((text) => `${sizeName(size)}: ${text}`));
  }
  const names = Object.keys(open[0]?.pages ?? {}).filter((name) => name.includes(values.only));
  for (const name of names)
    measured[name] = {
      kind: open[0]?.pages[name]?.kind ?? "data",
      times: Object.fromEntries(open.map(({ size }) => [size, []])),
    };
  await askInRounds(names, 0, WARM_UPS + requests);
  // Of 40 requests, three in a busy moment of the machine make a p95. What is over a limit is asked more often, and
  // all its times count: a page that is slow stays over.
  for (let more = 1; more <= MORE_TIMES; more++) {
    const doubtful = [...new Set(resultOf(measured, sizes).over.map(({ page }) => page))];
    if (doubtful.length === 0) break;
    say(`Over a limit, asked ${requests} times more: ${doubtful.join(", ")}`);
    await askInRounds(doubtful, WARM_UPS + more * requests, requests);
  }
  for (const workspace of open) {
    say(`${sizeName(workspace.size)}: asking for plans …`);
    reads[workspace.size] = await readsOf(workspace, values.only);
  }
} finally {
  for (const workspace of open) await workspace.stop();
  await rm(folder, { recursive: true, force: true });
}

/** Asks for every page in every round. One that fails is told as wrong and not asked again. */
async function askInRounds(names: readonly string[], from: number, rounds: number): Promise<void> {
  for (let n = 0; n < rounds; n++) {
    for (const name of names)
      if (!failed.has(name))
        await time(name, from + n).catch((error: Error) => {
          failed.add(name);
          wrong.push(`${name}: ${error.message}`);
        });
    if (n % 10 === 9) say(`Asked ${names.length} pages ${n + 1} of ${rounds} times`);
  }
}

/**
 * Asks for a page once in every workspace, the first one last every other time: what else the machine does then
 * befalls all of them. A page's next turn comes after all other pages, so that a busy moment falls on one request
 * of many pages and not on many of one.
 */
async function time(name: string, nth: number): Promise<void> {
  for (const { size, ask, pages } of nth % 2 === 0 ? open : open.toReversed()) {
    const path = pages[name]?.path(nth) ?? "/";
    const started = performance.now();
    await ask(path);
    if (nth >= WARM_UPS) measured[name]?.times[size]?.push(performance.now() - started);
  }
}

for (const { page, text, read, returned, plan } of reads[sizes.at(-1) ?? 0]?.wasteful ?? [])
  say(
    `\n${page}: reads ${read} rows, returns ${returned}\n  ${text.replace(/\s+/g, " ").slice(0, 300)}\n${plan}`,
  );
const result = resultOf(measured, sizes);
say(`\n${table(measured, sizes, reads)}`);
for (const text of [...wrong, ...result.over.map(({ text }) => text)]) say(`NOT RIGHT: ${text}`);
process.stdout.write(
  values.json ? `${JSON.stringify(result.json)}\n` : `${JSON.stringify(result.json, null, 2)}\n`,
);
process.exit(wrong.length + result.over.length > 0 ? 1 : 0);
