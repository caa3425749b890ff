import path from "node:path";
import { Client } from "pg";
import { type Instance, startInstance } from "../../support/instance";
import { type Asker, signedIn } from "./ask";
import { differences } from "./check";
import { findFacts } from "./facts";
import { load } from "./load";
import { type Page, pagesOf } from "./pages";
import { prepareGround } from "./prepare";
import { sizeName } from "./statistics";

/** An instance with so many messages, and somebody who is signed in to it. */
export type Workspace = {
  readonly size: number;
  readonly ask: Asker;
  readonly pages: Readonly<Record<string, Page>>;
  readonly client: Client;
  /** Where the app writes the plans that auto_explain tells it. */
  readonly plansFile: string;
  /** Where the roll-ups differ from a full recount. */
  readonly differing: readonly string[];
  stop(): Promise<void>;
};

export async function openWorkspace(
  size: number,
  folder: string,
  say: (text: string) => void,
): Promise<Workspace> {
  const plansFile = path.join(folder, `plans-${size}.jsonl`);
  const instance = await startInstance({
    unsafeFast: false,
    env: {
      NODE_OPTIONS: `--import=${new URL("./note-plans.mjs", import.meta.url).href}`,
      PLANS_FILE: plansFile,
    },
  });
  const client = new Client({ connectionString: instance.databaseUrl });
  const stop = async () => {
    await client.end();
    await instance.stop();
  };
  try {
    await client.connect();
    return { size, plansFile, client, stop, ...(await fill(instance, client, size, say)) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(instance: Instance, client: Client, size: number, say: (text: string) => void) {
  const name = sizeName(size);
  const started = performance.now();
  const ground = await prepareGround(instance, client);
  await load(client, instance.databaseUrl, ground, size, (text) => say(`${name}: ${text}`));
  const { rows } = await client.query("SELECT pg_size_pretty(pg_database_size(current_database())) AS size");
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${name}: loaded in ${seconds} s, ${rows[0].size} on disk; recounting …`);
  const differing = await differences(client, instance.databaseUrl);
  say(`${name}: roll-ups ${differing.length === 0 ? "equal" : "DIFFER FROM"} a full recount`);
  return { differing, ask: await signedIn(instance), pages: pagesOf(await findFacts(client, ground)) };
}
