import { appendFile, copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { type EmbeddedPostgres, startEmbedded } from "@/lib/db/embedded";

/** What belongs to the running primary only; its log comes by streaming. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|\.s\.PGSQL\..*)$/;
const SLOT = "standby";

/**
 * A streaming replica of an embedded PostgreSQL, made as pg_basebackup would (the package does not carry it):
 * a copy of the data while a backup is announced, and the address of the primary.
 * @param primaryFolder - the primary's `folder` of startEmbedded
 */
export async function startStandby(
  primary: EmbeddedPostgres,
  primaryFolder: string,
  folder: string,
): Promise<EmbeddedPostgres> {
  const data = path.join(folder, "data");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await copyFile(path.join(primaryFolder, "password"), path.join(folder, "password"));
  const label = await duringBackup(primary.url, () => copyData(path.join(primaryFolder, "data"), data));
  await writeFile(path.join(data, "backup_label"), label);
  await writeFile(path.join(data, "standby.signal"), "");
  const { port, username, password } = new URL(primary.url);
  await appendFile(
    path.join(data, "postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\nprimary_slot_name = '${SLOT}'\n`,
  );
  return startEmbedded({ folder, unsafeFast: true });
}

/** The slot keeps the log from the backup's beginning until the replica has it. @returns the backup's label */
async function duringBackup(url: string, copy: () => Promise<void>): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_create_physical_replication_slot($1, true)", [SLOT]);
    await client.query("SELECT pg_backup_start('standby', true)");
    await copy();
    const { rows } = await client.query("SELECT labelfile FROM pg_backup_stop(false)");
    return rows[0].labelfile;
  } finally {
    await client.end();
  }
}

async function copyData(from: string, to: string): Promise<void> {
  const log = path.join(from, "pg_wal");
  await cp(from, to, {
    recursive: true,
    mode: 0,
    filter: (source) => !LEFT_OUT.test(path.basename(source)) && path.dirname(source) !== log,
  });
  await mkdir(path.join(to, "pg_wal"), { recursive: true });
}
