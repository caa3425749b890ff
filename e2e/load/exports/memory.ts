import { readdirSync, readFileSync } from "node:fs";

const PAGE_BYTES = 4096;

/** A process and all that it has started. */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]));
    } catch {
      // It has ended between the two looks.
    }
  }
  const found = [root];
  for (const id of found) for (const [child, parent] of parents) if (parent === id) found.push(child);
  return found;
}

/** Resident bytes of the processes together. */
export function residentBytes(ids: readonly number[]): number {
  return ids.reduce((sum, id) => {
    try {
      return sum + Number(readFileSync(`/proc/${id}/statm`, "utf8").split(" ")[1]) * PAGE_BYTES;
    } catch {
      return sum; // ended
    }
  }, 0);
}

/** Watches the memory of a process tree. @returns a function that ends it and says by how many bytes it had grown at most */
export function watchGrowth(root: number): () => number {
  const ids = treeOf(root);
  const before = residentBytes(ids);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(ids));
  }, 50);
  return () => {
    clearInterval(timer);
    return most - before;
  };
}
