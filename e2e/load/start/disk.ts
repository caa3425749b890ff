import { Client } from "pg";
import { startInstance } from "../../support/instance";
import { load } from "../reports/load";
import { prepareGround } from "../reports/prepare";

export type TableSize = { readonly table: string; readonly bytes: number; readonly perMillion: number };

const SIZES = `
SELECT coalesce(p.relname, c.relname) AS table, sum(pg_total_relation_size(c.oid))::float8 AS bytes
FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1`;

/** Room of each table with its indexes for `messages` messages and what comes with them, less what an empty one takes. */
export async function diskOf(messages: number, say: (text: string) => void): Promise<TableSize[]> {
  const instance = await startInstance({ unsafeFast: true });
  const client = new Client({ connectionString: instance.databaseUrl });
  try {
    await client.connect();
    const ground = await prepareGround(instance, client);
    const before = await sizesOf(client);
    await load(client, instance.databaseUrl, ground, messages, say);
    return perMillion(before, await sizesOf(client), messages);
  } finally {
    await client.end();
    await instance.stop();
  }
}

async function sizesOf(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string; bytes: number }>(SIZES);
  return new Map(rows.map(({ table, bytes }) => [table, bytes]));
}

/** The largest first; without tables that did not grow. */
export function perMillion(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  messages: number,
): TableSize[] {
  return [...after]
    .map(([table, size]) => ({ table, bytes: size - (before.get(table) ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .map((each) => ({ ...each, perMillion: Math.round((each.bytes / messages) * 1e6) }))
    .sort((a, b) => b.bytes - a.bytes);
}
