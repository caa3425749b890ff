import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Behind a pooler in transaction mode the next statement may run in another session. What needs one and the
// same session must therefore go by a direct connection, and the places that do are few and known.
const PLACES: Readonly<Record<string, { readonly pattern: RegExp; readonly files: readonly string[] }>> = {
  "locks of a session": {
    pattern: /\bpg_(try_)?advisory_(lock|unlock)(_shared|_all)?\(/,
    files: [
      "lib/alerts/watch/store.ts", // directPool, see lib/server/start.ts
      "lib/chores/start-chores.ts", // directPool, see lib/server/start.ts
      "lib/db/migrate.ts", // DATABASE_DIRECT_URL, see lib/server/database.ts
      "lib/ingest/writer-slot.ts", // DATABASE_DIRECT_URL, see lib/ingest/process-pipeline.ts
    ],
  },
  "named statements": {
    pattern: /\.query(<[^()]*>)?\(\s*\{[^}]*\bname\b/,
    files: ["lib/ingest/store.ts"], // DATABASE_DIRECT_URL, see lib/ingest/process-pipeline.ts
  },
  "settings of a session": {
    pattern: /["'`;]\s*SET (?!LOCAL|TRANSACTION)(SESSION )?[a-z_.]+ ?(=|TO) |set_config\([^)]*false\)/,
    files: [],
  },
  "temporary tables, notifications and cursors that outlive a transaction": {
    pattern: /CREATE TEMP|["'`;]\s*(LISTEN|NOTIFY|UNLISTEN) |pg_notify\(|WITH HOLD|statementNameGenerator/,
    files: [],
  },
};

const sources = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .map((name) => `lib/${name}`)
  .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|\/(testing|generated)\//.test(file));

test.each(Object.entries(PLACES))("%s are only where a direct connection is", (_what, { pattern, files }) => {
  expect(sources.length).toBeGreaterThan(300);
  const found = sources.filter((file) => pattern.test(readFileSync(file, "utf8")));
  expect(found.sort()).toEqual([...files].sort());
});

test("what needs a session is given a direct connection", () => {
  const start = readFileSync("lib/server/start.ts", "utf8");
  expect(start).toContain("startChores(directPool()");
  expect(start).toContain("startAlerts(directPool()");
  expect(readFileSync("lib/ingest/process-pipeline.ts", "utf8")).toContain("env().DATABASE_DIRECT_URL ??");
  expect(readFileSync("lib/server/database.ts", "utf8")).toContain("migrate(direct ?? server.url)");
});
