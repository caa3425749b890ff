import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** Rules, adapters and views: they share nothing that a test could leave behind, so a process loads them once. */
const PURE = [
  "lib/{domain,providers,i18n,phone}/**/*.test.ts",
  "components/**/*.test.ts",
  "components/**/*.test.tsx",
  "e2e/load/**/*.test.ts",
];

export default defineConfig({
  root,
  resolve: {
    alias: {
      "@": root,
      // Outside React's server build the package throws on import by design.
      "server-only": path.join(root, "node_modules/server-only/empty.js"),
    },
  },
  test: {
    // Generous, for machines that are slow or shared; what waits for a condition says so by a limit of its own.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    // Files that wait (for a provider that hangs, for PostgreSQL) leave room for others; the default is one on two cores.
    maxWorkers: Math.max(4, availableParallelism()),
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: "whole",
          include: ["lib/**/*.test.ts", "app/**/*.test.ts"],
          exclude: PURE,
          globalSetup: ["lib/testing/global-setup.ts"],
        },
      },
    ],
  },
});
