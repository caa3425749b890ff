import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { env, provideEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";

type Generated = { authSecret: string; encryptionKey: string };

/**
 * Puts the two secrets of the installation into the environment: from there when set, else from
 * `secrets.json` in the data folder, which is made at the first start, readable by this user only.
 */
export async function provideSecrets(dataDir: string): Promise<void> {
  const { AUTH_SECRET, ENCRYPTION_KEY } = env();
  if (AUTH_SECRET && ENCRYPTION_KEY) return;
  const found = await readOrMake(path.join(dataDir, "secrets.json"));
  provideEnv({
    AUTH_SECRET: AUTH_SECRET ?? found.authSecret,
    ENCRYPTION_KEY: ENCRYPTION_KEY ?? found.encryptionKey,
  });
}

async function readOrMake(file: string): Promise<Generated> {
  const made: Generated = {
    authSecret: randomBytes(48).toString("base64url"),
    encryptionKey: randomBytes(32).toString("base64"),
  };
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    // "wx": of two processes that start at once one writes, and both read the same.
    await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new AppError(
        "forbidden",
        `${path.dirname(file)} can't be written. Give this user the right to it, or choose another folder with --data-dir.`,
        { cause: error },
      );
    }
  }
  const read = JSON.parse(await readFile(file, "utf8")) as Partial<Generated>;
  if (!read.authSecret || !read.encryptionKey) {
    throw new AppError(
      "conflict",
      `${file} is damaged. Restore it from a backup: without it, providers' secrets can't be read.`,
    );
  }
  return { authSecret: read.authSecret, encryptionKey: read.encryptionKey };
}
