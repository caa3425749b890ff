import { readFile } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSchemaEngine } from "@/lib/db/schema-engine";
import { testDatabase } from "@/lib/db/test-database";

/** Written by hand in the migrations because Prisma has no words for it. */
const BY_HAND = {
  tables: /^(_prisma_migrations|status_event(_default|_\d{4}_\d{2})?)$/,
  indexes:
    /^(message_(accepted_only|rejected|campaign_rejected|rejected_number|rejected_code|user)|fallback_attempt_number|fallback_attempt_(due|held|next|open|batch|ended|expiry|price)|(campaign_flow|flow_(default|run_due))|webhook_delivery_due|alert_(open|mail))_idx$/,
};

let migrated: Awaited<ReturnType<typeof testDatabase>>;
let modelled: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  migrated = await testDatabase();
  modelled = await testDatabase();
  await inDatabase(modelled.url, async (client) => {
    await client.query("DROP SCHEMA public CASCADE");
    await client.query(await sqlOfSchema(modelled.url));
  });
});
afterAll(async () => {
  await migrated.drop();
  await modelled.drop();
});

async function sqlOfSchema(url: string): Promise<string> {
  const file = { path: "prisma/schema.prisma", content: await readFile("prisma/schema.prisma", "utf8") };
  const filters = { externalTables: [], externalEnums: [] };
  const { stdout } = await withSchemaEngine(
    url,
    (engine) =>
      engine.diff({
        from: { tag: "empty" },
        to: { tag: "schemaDatamodel", files: [file] },
        script: true,
        exitCode: null,
        filters,
      }),
    [[file.path, file.content]],
  );
  return stdout ?? "";
}

async function inDatabase<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Columns, indexes and foreign keys, one line each. Generated columns have no default to compare. */
const shapeOf = (url: string): Promise<string[]> =>
  inDatabase(url, async (client) => {
    const { rows } = await client.query<{ owner: string; name: string; line: string }>(`
      SELECT table_name AS owner, '' AS name, table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' ||
        coalesce(datetime_precision::text, '') || ' ' || coalesce(column_default, '') AS line
      FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT conrelid::regclass::text, conname, conname || ' ' || pg_get_constraintdef(oid)
        FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    return rows
      .filter(({ owner, name }) => !BY_HAND.tables.test(owner) && !BY_HAND.indexes.test(name))
      .map(({ line }) => line)
      .sort();
  });

test("the migrated database is what the Prisma schema says, but for what Prisma can't express", async () => {
  const expected = await shapeOf(modelled.url);
  expect(expected.length).toBeGreaterThan(100);
  expect(await shapeOf(migrated.url)).toEqual(expected);
});
