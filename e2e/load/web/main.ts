import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { Client } from "pg";
import { browserLaunch } from "../../support/browser";
import { startInstance } from "../../support/instance";
import { load } from "../reports/load";
import { CAMPAIGNS, prepareGround } from "../reports/prepare";
import { figures, type PageFigures, shortfalls } from "./result";
import { signInCookies, sortAndFilter, type Visit, visit } from "./visit";
import type { Told } from "./watch-page";

// The pages that operators live in, in a browser that sees them for the first time, with 500 campaigns.
const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "100000" },
    visits: { type: "string", default: "5" },
    json: { type: "boolean", default: false },
  },
});
const say = (text: string) => process.stderr.write(`${text}\n`);

say("Starting an instance of its own …");
const instance = await startInstance({ unsafeFast: false });
const client = new Client({ connectionString: instance.databaseUrl });
await client.connect();
const ground = await prepareGround(instance, client);
await load(client, instance.databaseUrl, ground, Number(values.messages), say);
const { rows } = await client.query<{ campaign: number; flow: number }>(
  `SELECT (SELECT id FROM campaign WHERE tag = 'benchmark-${CAMPAIGNS}') AS campaign, (SELECT id FROM flow WHERE is_default) AS flow`,
);
await client.end();
const { campaign, flow } = rows[0] as (typeof rows)[number];

const PAGES: Readonly<Record<string, Visit>> = {
  overview: { path: "/?period=all", data: "table[aria-rowcount] tbody [data-cell]", act: sortAndFilter },
  campaign: { path: `/campaigns/${campaign}`, data: "main table [data-cell]" },
  rejected: { path: "/rejected", data: "main table tbody tr" },
  flowEditor: { path: `/flows/${flow}/edit`, data: ".react-flow__node" },
};

const browser = await chromium.launch(await browserLaunch());
const pages: Record<string, PageFigures> = {};
const strangers: string[] = [];
try {
  const cookies = await signInCookies(browser, instance);
  const told: Record<string, Told[]> = {};
  // A first round, not counted: the server loads each page's code when it is first asked for.
  for (let round = 0; round <= Number(values.visits); round++)
    for (const [name, page] of Object.entries(PAGES)) {
      const result = await visit(browser, instance, cookies, page);
      if (round > 0) told[name] = [...(told[name] ?? []), result];
    }
  for (const [name, visits] of Object.entries(told)) pages[name] = figures(visits);
  strangers.push(...(await editorElsewhere(told)));
} finally {
  await browser.close();
  await instance.stop();
}

/** Pages that send the editor's library though they are not the editor. */
async function editorElsewhere(told: Readonly<Record<string, readonly Told[]>>): Promise<string[]> {
  const found: string[] = [];
  for (const [name, [first]] of Object.entries(told)) {
    if (name === "flowEditor") continue;
    for (const { url } of first?.scripts ?? []) {
      const text = await (await fetch(url)).text();
      if (text.includes("react-flow__viewport")) found.push(`${name} sends @xyflow/react.`);
    }
  }
  return found;
}

const line = (...cells: unknown[]) => say(cells.map((cell) => String(cell ?? "—").padEnd(14)).join(""));
line("page", "paint ms", "data ms", "input ms", "shift", "first kB", "of budget", "later kB");
for (const [name, each] of Object.entries(pages))
  line(
    name,
    each.firstPaintMs,
    each.dataMs,
    each.interactionMs,
    each.layoutShift,
    each.firstLoadKb,
    each.ofBudget,
    each.laterKb,
  );
const missed = [...shortfalls(pages), ...strangers];
for (const sentence of missed) say(sentence);
const result = { campaigns: CAMPAIGNS, messages: Number(values.messages), pages };
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exit(missed.length > 0 ? 1 : 0);
