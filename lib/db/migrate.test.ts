import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate, migrationState } from "@/lib/db/migrate";
import { testDatabase } from "@/lib/db/test-database";

describe("migrate", () => {
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

  test("a migrated database is current and migrating again does nothing", async () => {
    expect(await migrationState(client)).toEqual({ kind: "current" });
    expect(await migrate(database.url)).toEqual([]);
  });

  test("refuses a database that is newer than the code, and says so", async () => {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('future', '', '20990101000000_future', now(), 1)`,
    );
    await expect(migrate(database.url)).rejects.toThrow("newer than this version of Reachback");
    await client.query(`DELETE FROM _prisma_migrations WHERE id = 'future'`);
  });

  test("refuses after a migration that stopped half way", async () => {
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, applied_steps_count) VALUES ('half', '', '20990101000000_half', 0)`,
    );
    await expect(migrate(database.url)).rejects.toThrow("did not finish earlier");
    await client.query(`DELETE FROM _prisma_migrations WHERE id = 'half'`);
  });
});
