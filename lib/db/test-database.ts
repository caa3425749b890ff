import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";

/** URL of a new, migrated, empty database, and how to drop it. One a test file keeps files independent. */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE reachback_template STRATEGY FILE_COPY`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropOnServer(server, name) };
}

/**
 * A pool that was ended may still be closing its connections, and an error on one of those fails the whole run:
 * PostgreSQL first gives them five seconds, then ends what was left open.
 */
async function dropOnServer(server: string, name: string): Promise<void> {
  await onServer(server, `DROP DATABASE IF EXISTS ${name}`).catch((error) => {
    if (error.code !== IN_USE) throw error;
    return onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
}

/** SQLSTATE object_in_use. */
const IN_USE = "55006";

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}
