// `npm test`: every test there is, and one true total at the end.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const only = process.argv[2];
const UNIT = ".build/vitest.json";
const BROWSER = ".build/playwright.json";

function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: "inherit" });
  return status ?? 1;
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

mkdirSync(".build", { recursive: true });
let passed = 0;
let failed = 0;
let broken = false;

if (!only || only === "unit") {
  rmSync(UNIT, { force: true });
  const status = run("node_modules/vitest/vitest.mjs", [
    "run",
    "--config=lib/testing/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${UNIT}`,
  ]);
  const result = read(UNIT);
  passed += result?.numPassedTests ?? 0;
  failed += result?.numFailedTests ?? 0;
  // A file that can't even be loaded has no failed test of its own; an unhandled error neither.
  if (status !== 0 && (result?.numFailedTests ?? 0) === 0) broken = true;
}
if (!only || only === "browser") {
  rmSync(BROWSER, { force: true });
  const status = run("node_modules/@playwright/test/cli.js", ["test", "-c", "e2e/playwright.config.ts"]);
  const stats = read(BROWSER)?.stats;
  passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  failed += stats?.unexpected ?? 0;
  if (status !== 0 && (stats?.unexpected ?? 0) === 0) broken = true;
}
if (broken) failed += 1;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
