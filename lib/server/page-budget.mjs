// JavaScript that each page sends on its first load, from what Next notes after a build; plain JavaScript,
// because the build's entry has nothing else.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** Compressed bytes that a page may send on its first load. */
export const BUDGET = 250_000;
/**
 * Bytes by which the pages are over the budget today. No page may send more than both together, so that none
 * grows; lower it as they shrink.
 */
export const OVERDRAFT = 190_000;

/** Marks of libraries that only some pages may send. */
const OWN_PAGES = [
  { library: "@xyflow/react", mark: "react-flow__viewport", allowed: /^\/flows\/\[id\](\/edit)?$/ },
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
    if (!sizes.has(file)) sizes.set(file, gzipSync(read(file)).length);
    return sizes.get(file);
  };
  return routes
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      bytes: firstLoadChunkPaths.reduce((sum, file) => sum + sizeOf(file), 0),
    }))
    .sort((a, b) => b.bytes - a.bytes);
}

/** @returns {string[]} a sentence for each page that sends too much or what is not its own */
export function budgetProblems(routes, read, most = BUDGET + OVERDRAFT) {
  const tooLarge = firstLoads(routes, read)
    .filter(({ bytes }) => bytes > most)
    .map(
      ({ route, bytes }) =>
        `${route} sends ${kB(bytes)} of compressed JavaScript on its first load; the most is ${kB(most)} (budget ${kB(BUDGET)}). Load what is not seen at once with next/dynamic.`,
    );
  const strangers = OWN_PAGES.flatMap(({ library, mark, allowed }) =>
    routes
      .filter(({ route, firstLoadChunkPaths }) => {
        return !allowed.test(route) && firstLoadChunkPaths.some((file) => read(file).includes(mark));
      })
      .map(({ route }) => `${route} sends ${library}, which belongs to the pages of a flow only.`),
  );
  return [...tooLarge, ...strangers];
}

/** What the last build says about its pages. */
export const builtRoutes = () =>
  JSON.parse(readFileSync(".next/diagnostics/route-bundle-stats.json", "utf8"));
