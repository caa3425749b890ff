import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Client, type Pool } from "pg";
import { withSchemaEngine } from "@/lib/db/schema-engine";
import { AppError } from "@/lib/errors";

/** Folder of the migrations; the launcher and the tests run in the project's folder. */
const MIGRATIONS = path.resolve("prisma/migrations");
const FILTERS = { externalTables: [], externalEnums: [] };
/** Any number, the same in every process: two that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_224_001;

async function migrationList() {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
      return {
        path: name,
        migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: content } },
      };
    }),
  );
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

/** Where a database stands relative to this code. */
export type MigrationState =
  | { readonly kind: "current" }
  | { readonly kind: "behind"; readonly pending: readonly string[] }
  | { readonly kind: "ahead"; readonly unknown: readonly string[] }
  | { readonly kind: "failed"; readonly migrations: readonly string[] };

/** Compares the database's migration table with this code's folder by plain SQL: cheap enough for a health check. */
export async function migrationState(client: Client | Pool): Promise<MigrationState> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true });
  const ours = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const exists = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found");
  if (!exists.rows[0].found) return { kind: "behind", pending: ours.sort() };
  const { rows } = await client.query<{ name: string; done: boolean }>(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.filter((row) => !row.done).map((row) => row.name);
  if (failed.length > 0) return { kind: "failed", migrations: failed };
  const applied = new Set(rows.map((row) => row.name));
  const unknown = [...applied].filter((name) => !ours.includes(name)).sort();
  if (unknown.length > 0) return { kind: "ahead", unknown };
  const pending = ours.filter((name) => !applied.has(name)).sort();
  return pending.length > 0 ? { kind: "behind", pending } : { kind: "current" };
}

/**
 * Brings the database to this code's schema; several processes may call it at once.
 * @returns the names of the migrations that were applied now.
 * @throws AppError when the database is newer than the code, or a migration failed half way before.
 */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const state = await migrationState(client);
    if (state.kind === "current") return [];
    if (state.kind === "ahead") {
      throw new AppError(
        "conflict",
        `The database is newer than this version of Reachback (it has ${state.unknown.at(-1)}). Start the newer version, or restore a backup from before the upgrade.`,
      );
    }
    if (state.kind === "failed") {
      throw new AppError(
        "conflict",
        `The migration ${state.migrations[0]} did not finish earlier. Look at the database's log, repair the cause, delete its row from _prisma_migrations and start again.`,
      );
    }
    const migrationsList = await migrationList();
    const result = await withSchemaEngine(connectionString, (engine) =>
      engine.applyMigrations({ migrationsList, filters: FILTERS }),
    );
    return result.appliedMigrationNames;
  } finally {
    await client.end();
  }
}
