import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";

/** One PostgreSQL for the whole run; test files copy its migrated template (see lib/db/test-database). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "reachback-test-"));
  const postgres = await startEmbedded({ folder, unsafeFast: true });
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("CREATE DATABASE reachback_template");
  await client.end();
  const template = new URL(postgres.url);
  template.pathname = "/reachback_template";
  await migrate(template.href);
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
