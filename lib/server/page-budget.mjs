// JavaScript that each page sends on its first load, from what Next notes after a build; plain JavaScript,
// because the build's entry has nothing else.
import { readFileSync } from "node:fs";

/** Compressed bytes that a page may send on its first load. */
export const BUDGET = 250_000;

/** Marks of libraries that no page may send before it shows something. */
const LATER = [
  { library: "@xyflow/react", mark: "react-flow__viewport", remedy: "load the canvas with next/dynamic" },
  { library: "zod", mark: "$ZodType", remedy: "import contracts in the browser as types only" },
];

const kB = (bytes) => `${Math.round(bytes / 1000)} kB`;

/**
 * @param {readonly { route: string, firstLoadChunkPaths: readonly string[] }[]} routes
 * @param {(file: string) => Buffer} read
 * @returns {{ route: string, bytes: number }[]} compressed bytes of each route, the largest first
 */
export function firstLoads(routes, read) {
  const sizes = new Map();
  const sizeOf = (file) => {
    if (!sizes.has(file)) sizes.set(file, read(`${file}.br`).length);
    return sizes.get(file);
  };
  return routes
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      bytes: firstLoadChunkPaths.reduce((sum, file) => sum + sizeOf(file), 0),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** @returns {string[]} a sentence for each page that sends too much or what should come later */
export function budgetProblems(routes, read, most = BUDGET) {
  const tooLarge = firstLoads(routes, read)
    .filter(({ bytes }) => bytes > most)
    .map(
      ({ route, bytes }) =>
        `${route} sends ${kB(bytes)} of compressed JavaScript on its first load; the most is ${kB(most)}. Load what is not seen at once with next/dynamic.`,
    );
  const early = LATER.flatMap(({ library, mark, remedy }) =>
    routes
      .filter(({ firstLoadChunkPaths }) => firstLoadChunkPaths.some((file) => read(file).includes(mark)))
      .map(({ route }) => `${route} sends ${library} on its first load: ${remedy}.`),
  );
  return [...tooLarge, ...early];
}

/** What the last build says about its pages. */
export const builtRoutes = () =>
  JSON.parse(readFileSync(".next/diagnostics/route-bundle-stats.json", "utf8"));
