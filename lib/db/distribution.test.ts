import { readFile } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";

// So that the tables can be spread over machines by workspace: a key that did not contain the workspace could
// only be enforced by asking all machines, and a reference without it could lead to another machine.

/** Tables that every machine has whole (Citus: reference tables): few rows, about the installation or a person. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  workspace: "the list of the workspaces itself",
  app_user: "a person may belong to several workspaces",
  user_session: "belongs to a person",
  throttle: "counts sign-ins before anyone knows whose they are",
  instance_setting: "about the installation",
  google_pace: "Google's quota for the installation's own client is shared by all workspaces",
  _prisma_migrations: "about the installation",
};

let database: Awaited<ReturnType<typeof testDatabase>>;
let client: Client;
beforeAll(async () => {
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** First columns of unique keys and of references, with the tables; partitions follow their parent. */
const keysOf = async (): Promise<{ table: string; name: string; columns: string[] }[]> =>
  (
    await client.query(`
      SELECT t.relname AS table, i.relname AS name,
        (SELECT array_agg(pg_get_indexdef(k.indexrelid, n, true) ORDER BY n) FROM generate_series(1, k.indnkeyatts) AS n) AS columns
      FROM pg_index k JOIN pg_class t ON t.oid = k.indrelid JOIN pg_class i ON i.oid = k.indexrelid
      WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND k.indisunique
      ORDER BY 1, 2`)
  ).rows;

type Reference = { table: string; name: string; to: string; columns: string[]; toColumns: string[] };

const referencesOf = async (): Promise<Reference[]> =>
  (
    await client.query(`
      SELECT c.conrelid::regclass::text AS table, c.conname AS name, c.confrelid::regclass::text AS to,
        (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(c.conkey) WITH ORDINALITY AS k (num, n)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS columns,
        (SELECT array_agg(a.attname::text ORDER BY n) FROM unnest(c.confkey) WITH ORDINALITY AS k (num, n)
          JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num) AS "toColumns"
      FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0`)
  ).rows;

test("every table has the workspace, but for the few that every machine has", async () => {
  const { rows } = await client.query<{ table: string; has: boolean }>(`
    SELECT t.relname AS table, EXISTS (SELECT FROM pg_attribute a
      WHERE a.attrelid = t.oid AND a.attname = 'workspace_id' AND a.attnotnull AND NOT a.attisdropped) AS has
    FROM pg_class t WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition`);
  expect(rows.length).toBeGreaterThan(35);
  expect(
    rows
      .filter(({ has }) => !has)
      .map(({ table }) => table)
      .sort(),
  ).toEqual(Object.keys(EVERYWHERE).sort());
});

test("every unique key begins with the workspace", async () => {
  const keys = (await keysOf()).filter(({ table }) => !(table in EVERYWHERE));
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(({ columns }) => columns[0] !== "workspace_id")).toEqual([]);
});

test("every reference holds the workspace on both sides, or leads to a table that every machine has", async () => {
  const references = await referencesOf();
  expect(references.length).toBeGreaterThan(20);
  const wrong = references.filter(
    ({ columns, to, toColumns }) =>
      !(to in EVERYWHERE) && (columns[0] !== "workspace_id" || toColumns[0] !== "workspace_id"),
  );
  expect(wrong).toEqual([]);
  // The other way round: what every machine has may not lead to what only one of them has.
  expect(references.filter(({ table, to }) => table in EVERYWHERE && !(to in EVERYWHERE))).toEqual([]);
});

test("the README distributes every table and names those that every machine has", async () => {
  const readme = await readFile("README.md", "utf8");
  const named = (call: string): string[] => {
    const [, list = ""] = new RegExp(`${call}\\(t[^{]*\\{([^}]*)\\}`).exec(readme) ?? [];
    return list
      .split(",")
      .map((table) => table.trim())
      .sort();
  };
  const { rows } = await client.query<{ table: string }>(`
    SELECT relname AS table FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND NOT relispartition
      AND relname <> '_prisma_migrations'`);
  const tables = rows.map(({ table }) => table).sort();
  expect(named("create_reference_table")).toEqual(tables.filter((table) => table in EVERYWHERE));
  expect(named("create_distributed_table")).toEqual(tables.filter((table) => !(table in EVERYWHERE)));
});
