import { copyFile, cp, link, mkdir, readdir, readlink, symlink } from "node:fs/promises";
import path from "node:path";

/** What a fresh checkout does not have. */
const LEFT_OUT = new Set([".git", ".build", ".next", ".data", "node_modules", "results"]);

/** A checkout with installed packages that was never started; the packages are links where they can be, which take no room. */
export async function copyProject(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from))
    if (!LEFT_OUT.has(entry))
      await cp(path.join(from, entry), path.join(to, entry), {
        recursive: true,
        filter: (file) => path.relative(from, file) !== path.join("lib", "db", "generated"),
      });
  await linkTree(path.join(from, "node_modules"), path.join(to, "node_modules"));
}

/** The same files under other names; folders are made, symbolic links made anew. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    // A folder for temporary files may lie on another file system.
    else await link(source, target).catch(() => copyFile(source, target));
  }
}
