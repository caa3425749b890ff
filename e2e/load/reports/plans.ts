import { readFile, writeFile } from "node:fs/promises";
import type { Client } from "pg";
import type { Workspace } from "./workspace";

/** A statement that reads more rows than it returns times this is shown. */
const WASTEFUL = 100;
/** Requests of each page that are looked at. */
const LOOKED_AT = 2;

type Node = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Node[];
};
type Told = { readonly "Query Text": string; readonly Plan: Node };
export type WastefulQuery = {
  readonly page: string;
  readonly text: string;
  readonly read: number;
  readonly returned: number;
  readonly plan: string;
};
/** What pages ask the database for: a figure that no other load on the machine changes. */
export type Reads = {
  /** Rows that the statements of one request read, at most, by page. */
  readonly rows: Readonly<Record<string, number>>;
  readonly wasteful: readonly WastefulQuery[];
};

/** Asks every page again, with plans, of a workspace. */
export async function readsOf({ client, plansFile, ask, pages }: Workspace, only: string): Promise<Reads> {
  await tellPlans(client, true);
  const rows: Record<string, number> = {};
  const wasteful = new Map<string, WastefulQuery>();
  for (const [name, page] of Object.entries(pages)) {
    if (!name.includes(only)) continue;
    for (let n = 0; n < LOOKED_AT; n++) {
      await writeFile(plansFile, "");
      await ask(page.path(n)).catch(() => {}); // what fails was noted when it was timed
      const told = await readPlans(plansFile);
      rows[name] = Math.max(rows[name] ?? 0, ...[told.reduce((sum, { Plan }) => sum + rowsRead(Plan), 0)]);
      for (const query of told.flatMap((each) => judge(name, each)))
        if (!wasteful.has(query.text)) wasteful.set(query.text, query);
    }
  }
  await tellPlans(client, false);
  return { rows, wasteful: [...wasteful.values()].sort((a, b) => b.read - a.read) };
}

/** From now on new connections tell the plans of what they run, or no longer; those of the app are made anew. */
async function tellPlans(client: Client, on: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
  const settings = {
    session_preload_libraries: "'auto_explain'",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
    "auto_explain.log_min_duration": on ? "0" : "-1",
  };
  for (const [name, value] of Object.entries(settings))
    await client.query(`ALTER DATABASE "${rows[0]?.name}" SET ${name} = ${value}`);
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'reachback' AND pid <> pg_backend_pid()",
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
}

/** One line a plan. The worker's statements are told, too: the last line may be one that is still being written. */
async function readPlans(file: string): Promise<Told[]> {
  const lines = (await readFile(file, "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(JSON.parse(line)));
}

function judge(page: string, { "Query Text": text, Plan: plan }: Told): WastefulQuery[] {
  const returned = plan["Actual Rows"];
  const read = rowsRead(plan);
  if (read <= Math.max(1, returned) * WASTEFUL) return [];
  return [{ page, text, read, returned, plan: draw(plan, 1) }];
}

/** Rows that scans of tables looked at, also those that a filter left out. */
function rowsRead(node: Node): number {
  const own = node["Relation Name"] === undefined ? 0 : seen(node) * node["Actual Loops"];
  return Math.round((node.Plans ?? []).reduce((sum, each) => sum + rowsRead(each), own));
}

const seen = (node: Node): number =>
  node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);

function draw(node: Node, depth: number): string {
  const where = node["Relation Name"] === undefined ? "" : ` on ${node["Relation Name"]}`;
  const index = node["Index Name"] === undefined ? "" : ` using ${node["Index Name"]}`;
  const removed = node["Rows Removed by Filter"] ? `, ${node["Rows Removed by Filter"]} removed` : "";
  const line = `${"  ".repeat(depth)}${node["Node Type"]}${index}${where} (rows ${node["Actual Rows"]}, loops ${node["Actual Loops"]}${removed})`;
  return [line, ...(node.Plans ?? []).map((each) => draw(each, depth + 1))].join("\n");
}
