import { readFileSync } from "node:fs";
import { residentBytes, treeOf } from "../exports/memory";

/** Bytes. */
export type Footprint = {
  /** Resident memory of all processes added up; what they share counts several times. */
  readonly node: number;
  readonly postgres: number;
  /** With what is shared counted once; null where the system does not tell. */
  readonly proportional: number | null;
};

/** Of a process and all that it has started; npm's own process is no part of the product. */
export function footprint(root: number): Footprint {
  const ids = treeOf(root).map((id) => ({ id, name: nameOf(id) }));
  const named = (pattern: RegExp): number[] =>
    ids.filter(({ name }) => pattern.test(name)).map(({ id }) => id);
  const node = named(/^(node|MainThread)$/);
  const postgres = named(/^postgres$/);
  const shares = [...node, ...postgres].map(proportionalOf);
  return {
    node: residentBytes(node),
    postgres: residentBytes(postgres),
    proportional: shares.includes(null) ? null : shares.reduce<number>((sum, each) => sum + (each ?? 0), 0),
  };
}

function nameOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/comm`, "utf8").trim();
  } catch {
    return ""; // ended
  }
}

function proportionalOf(id: number): number | null {
  try {
    const kB = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1];
    return kB === undefined ? null : Number(kB) * 1024;
  } catch {
    return null;
  }
}
