import fc from "fast-check";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Copied, copyOut, withLiterals } from "@/lib/db/copy-out";
import type { ReadPool } from "@/lib/db/replica";
import { testDatabase } from "@/lib/db/test-database";

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

/** The only field of the only record. */
const fieldOf = ({ bytes, length }: Copied): string => bytes.toString("utf8", 19 + 2 + 4, length - 2);

test("literals mean what parameters would, whatever they hold", async () => {
  const nasty = fc.array(fc.constantFrom(..."'\"\\{},$1E;- é😀", "NULL", "--", "$2", "'::int"), {
    maxLength: 8,
  });
  const text = nasty.map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(text, fc.array(text), fc.integer(), async (one, many, n) => {
      const values = [one, many, n, new Date(n * 1000), null];
      const asked = "SELECT $1::text, $2::text[], $3::bigint, $4::timestamptz, $5::text";
      const { rows } = await pool.query(withLiterals(asked, values));
      expect(rows).toEqual((await pool.query(asked, values)).rows);
    }),
  );
});

test("a statement can't be cut short by a parameter", () => {
  expect(() => withLiterals("SELECT $1", ["a\0b"])).toThrow("zero character");
  expect(() => withLiterals("SELECT $1", [["a\0b"]])).toThrow("something else");
  expect(() => withLiterals("SELECT $1", [undefined])).toThrow("neither");
});

test("the bytes of a page that is larger than its buffer are whole", async () => {
  const copied = await copyOut(pool, "SELECT repeat($1, 100000)", ["äb"], Buffer.alloc(10));
  expect(fieldOf(copied)).toBe("äb".repeat(100_000));
});

test("a query that failed leaves the connection usable, and can be asked once more elsewhere", async () => {
  await pool.query("CREATE SEQUENCE tries");
  const ask = pool.query.bind(pool) as unknown as (query: unknown) => Promise<unknown>;
  const twice = { query: (query: unknown) => ask(query).catch(() => ask(query)) } as unknown as ReadPool;
  const text = "SELECT ($1 || 1 / (nextval('tries') - 1))";
  expect(fieldOf(await copyOut(twice, text, ["again "], Buffer.alloc(10)))).toBe("again 1");
  await expect(copyOut(pool, "SELECT 1 / 0", [], Buffer.alloc(10))).rejects.toMatchObject({ code: "22012" });
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});
