import path from "node:path";
import { Client } from "pg";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { env, provideEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** PostgreSQL whose RETURNING knows old and new values. */
const OLDEST_SERVER = 180_000;

export type Database = { readonly url: string; readonly embedded: boolean; stop(): Promise<void> };

/**
 * The database of DATABASE_URL, or the embedded one; checked, migrated, and put into process.env for the
 * rest of the process. @throws AppError with one clear sentence.
 */
export async function openDatabase(say: (text: string) => void): Promise<Database> {
  const { DATABASE_URL: given, DATABASE_DIRECT_URL: direct } = env();
  if (direct && !given)
    throw new AppError(
      "invalid_input",
      "DATABASE_DIRECT_URL is set without DATABASE_URL. Set both, or neither.",
    );
  const server = given
    ? { url: given, stop: async () => {} }
    : await startEmbedded({ folder: path.resolve(env().DATA_DIR, "postgres") });
  try {
    if (given) await check(given, direct === undefined);
    if (direct) await check(direct, true).catch(aboutDirect);
    const applied = await migrate(direct ?? server.url).catch(explain);
    if (applied.length > 0) say(`Database migrated (${applied.join(", ")}).`);
    provideEnv({ DATABASE_URL: server.url });
    return { url: server.url, embedded: !given, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** @param ownSession - with the settings that a pooler refuses, as all connections that are not pooled have them */
async function check(url: string, ownSession: boolean): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    ...(ownSession && { statement_timeout: 15_000 }),
  });
  client.on("error", () => {});
  try {
    await client.connect().catch(explain);
    const { rows } = await client.query("SHOW server_version_num");
    if (Number(rows[0].server_version_num) < OLDEST_SERVER) {
      const { rows: named } = await client.query("SHOW server_version");
      throw new AppError(
        "conflict",
        `The database at DATABASE_URL is PostgreSQL ${named[0].server_version}; Reachback needs 18 or newer.`,
      );
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same sentences, about the other setting. */
function aboutDirect(error: unknown): never {
  const { code, message } = error as AppError;
  throw new AppError(code, message.replaceAll("DATABASE_URL", "DATABASE_DIRECT_URL"), { cause: error });
}

/** The usual reasons why a database can't be used, as one sentence each without the password. */
function explain(error: unknown): never {
  if (error instanceof AppError) throw error;
  const code = String((error as { code?: unknown }).code ?? "");
  const message = (error as Error).message;
  const sentence =
    {
      ECONNREFUSED:
        "Nothing answers at DATABASE_URL. Is PostgreSQL running there, and are host and port right?",
      ENOTFOUND: "The host in DATABASE_URL does not exist. Check its spelling.",
      ETIMEDOUT: "The host in DATABASE_URL does not answer. Check host, port and firewall.",
      "28P01": "The user name or password in DATABASE_URL is wrong.",
      "28000": "The database at DATABASE_URL refuses this user. Check pg_hba.conf and the user's rights.",
      "3D000": "The database named in DATABASE_URL does not exist. Create it first.",
      "42501": "The user in DATABASE_URL may not create tables. Grant it CREATE on the schema public.",
      "08P01": /startup parameter/.test(message)
        ? "DATABASE_URL leads to a pooler. Set DATABASE_DIRECT_URL to the database without it; README, PgBouncer, says how."
        : undefined,
    }[code] ??
    (/permission denied/i.test(message)
      ? "The user in DATABASE_URL may not create tables. Grant it CREATE on the schema public."
      : undefined);
  throw new AppError("unavailable", sentence ?? `The database at DATABASE_URL can't be used: ${message}`, {
    cause: error,
  });
}
