import "server-only";
import { reportDb } from "@/lib/db/replica";

let known: Promise<readonly string[]> | undefined;

/**
 * The zones that this PostgreSQL can convert to. Read once a process: the view opens a file for each of
 * its 600 zones, which takes a tenth of a second or more, and only an upgrade of the server changes them.
 */
export function knownZones(): Promise<readonly string[]> {
  known ??= readZones().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function readZones(): Promise<readonly string[]> {
  const rows = await reportDb().$queryRaw<{ name: string }[]>`SELECT name FROM pg_timezone_names`;
  return rows.map(({ name }) => name);
}
