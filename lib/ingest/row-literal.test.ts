import fc from "fast-check";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { rowArray } from "@/lib/ingest/row-literal";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

type Item = { readonly row: number; readonly held: string | null; readonly text: string | null };

/** Through PostgreSQL and back; the text stands between columns that must not move. */
async function readBack(items: readonly Item[]): Promise<Item[]> {
  const nothing = () => null;
  const columns = [
    (_: Item, nth: number) => nth,
    ({ row }: Item) => row,
    ...[nothing, nothing, nothing],
    ({ held }: Item) => held,
    ({ text }: Item) => text,
    ...Array(10).fill(nothing),
    () => "stop",
  ];
  const { rows } = await pool.query(
    `SELECT nth::int, e_row::int AS row, raw AS held, code AS text, path, stop FROM unnest($1::event_input[])`,
    [rowArray(items, columns)],
  );
  expect(rows.map(({ nth }) => nth)).toEqual(items.map((_, i) => i + 1));
  expect(rows.every(({ path, stop }) => path === null && stop === "stop")).toBe(true);
  return rows.map(({ row, held, text }) => ({ row, held, text }));
}

const SPECIAL = [
  "",
  " ",
  "NULL",
  "null",
  '"',
  "\\",
  '\\"',
  "(",
  ")",
  ",",
  "{",
  "}",
  "a b",
  " a ",
  "'",
  "\n\t",
  "日本 🙂",
];
const texts = fc.oneof(
  fc.constantFrom(...SPECIAL),
  fc.array(fc.constantFrom(...SPECIAL)).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\0", "")),
);

test("any text comes out of PostgreSQL as it went in, and nothing as NULL", async () => {
  const items = fc.array(
    fc.record({
      row: fc.integer({ min: 0 }),
      held: fc.option(texts),
      text: fc.option(texts),
    }),
  );
  await fc.assert(
    fc.asyncProperty(items, async (given) => {
      expect(await readBack(given)).toEqual(given);
    }),
    { numRuns: 300 },
  );
});

test("NUL, which PostgreSQL's texts can't hold, is left out", async () => {
  const [read] = await readBack([{ row: 1, held: "\0", text: 'a\0"b' }]);
  expect(read).toEqual({ row: 1, held: "", text: 'a"b' });
});
