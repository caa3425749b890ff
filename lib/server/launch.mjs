// Entry of every npm script, for a machine that has nothing but Node and npm: plain JavaScript and Node's
// own modules only, since nothing else is installed when it first runs.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { compressFiles } from "./compressed-files.mjs";
import { BUDGET, budgetProblems, builtRoutes, firstLoads } from "./page-budget.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
process.chdir(ROOT);

const [command = "start", ...args] = process.argv.slice(2);
/** Progress goes to standard error: what a command prints for machines must stay alone on standard output. */
const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(`\n${text}`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `Reachback needs Node.js 20.19 or newer; this is ${process.versions.node}. Install it from https://nodejs.org and start again.`,
    );
  }
}

/** Runs a tool of node_modules or npm itself; its output is shown only when it fails or is asked for. */
function run(what, program, programArgs, { show = false, env = {} } = {}) {
  const result = spawnSync(program, programArgs, {
    stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    shell: process.platform === "win32" && program === "npm",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return;
  if (!show) process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  fail(`${what} failed${result.error ? `: ${result.error.message}` : " (see above)"}.`);
}

const node = (what, script, scriptArgs, options) =>
  run(what, process.execPath, [script, ...scriptArgs], options);

/** Installs when a package that the lock file names at the top is missing or has another version. */
function install() {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const wanted = { ...lock.packages[""].dependencies, ...lock.packages[""].devDependencies };
  const missing = Object.keys(wanted).some((name) => {
    try {
      return (
        JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version !==
        lock.packages[`node_modules/${name}`].version
      );
    } catch {
      return true;
    }
  });
  if (!missing) return;
  say("Installing packages (once, about a minute) …");
  run("Installing packages", "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Content of all files below the given paths as one hash; generated folders are left out. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  const visit = (file) => {
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      if (file === path.join("lib", "db", "generated")) return;
      for (const name of readdirSync(file).sort()) visit(path.join(file, name));
    } else {
      hash.update(file).update("\0").update(readFileSync(file)).update("\0");
    }
  };
  for (const each of paths) visit(each);
  return hash.digest("hex");
}

/** Does `work` when the inputs differ from those of the last time or its result is missing. */
async function whenStale(name, inputs, result, work) {
  const stamp = path.join(".build", `${name}.stamp`);
  const now = fingerprint(inputs);
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  await work();
  mkdirSync(".build", { recursive: true });
  writeFileSync(stamp, now);
}

async function generate() {
  await whenStale(
    "prisma",
    ["prisma/schema.prisma", "package-lock.json"],
    "lib/db/generated/client.ts",
    () => {
      say("Generating the database client …");
      // Generating needs no engine, but the command insists on the path of one.
      node("Generating the database client", "node_modules/prisma/build/index.js", ["generate"], {
        env: {
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: "1",
          CHECKPOINT_DISABLE: "1",
        },
      });
    },
  );
}

/** The server around Next (listener, ingest, chores, command line) as one file that plain Node can run. */
async function bundle() {
  const { build: esbuild } = await import("esbuild");
  const make = () =>
    esbuild({
      entryPoints: ["lib/server/main.ts"],
      outfile: ".build/main.mjs",
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      // Outside React's server build the package throws on import by design.
      alias: { "server-only": path.resolve("node_modules/server-only/empty.js") },
      sourcemap: true,
      logLevel: "warning",
    }).catch(() => fail("Bundling the server failed (see above)."));
  await whenStale("bundle", ["lib", "package-lock.json", "tsconfig.json"], ".build/main.mjs", make);
}

const APP = [
  "app",
  "components",
  "lib",
  "public",
  "prisma",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];

/** A build whose pages send too much is not used. */
function checkBudget() {
  const routes = builtRoutes();
  const problems = budgetProblems(routes, (file) => readFileSync(file));
  if (problems.length > 0) {
    rmSync(".next/BUILD_ID", { force: true });
    fail(problems.join("\n"));
  }
  if (command !== "build") return;
  const [largest] = firstLoads(routes, (file) => readFileSync(file));
  if (largest)
    say(
      `The page with the most JavaScript on its first load is ${largest.route}: ${Math.round(largest.bytes / 1000)} of ${BUDGET / 1000} kB, compressed.`,
    );
}

async function build() {
  await whenStale("next", APP, ".next/BUILD_ID", async () => {
    say("Building the app (once after every change, about a minute) …");
    node("Building the app", "node_modules/next/dist/bin/next", ["build"], { show: command === "build" });
    await compressFiles();
    checkBudget();
  });
}

/** @returns the exit code of a script and all that it said. */
function check(script, scriptArgs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...scriptArgs], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** All that a machine can check about the code without a browser; every step runs, so that all is told at once. */
async function verify() {
  await bundle();
  const lints = [
    ["format and lint", "node_modules/@biomejs/biome/bin/biome", ["check", "."]],
    [
      "boundaries",
      "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
      ["--config", "lib/testing/boundaries.cjs", "app", "components", "lib"],
    ],
    ["dead code", "node_modules/knip/bin/knip.js", []],
  ];
  const types = [
    ["types", "node_modules/next/dist/bin/next", ["typegen"]],
    ["types", "node_modules/typescript/bin/tsc", ["--noEmit"]],
    ["types of the domain", "node_modules/typescript/bin/tsc", ["--noEmit", "-p", "lib/domain"]],
  ];
  // Two at a time, as most machines have two cores; what each says is told when it is done.
  const broken = [];
  const lanes = [lints, types].map(async (lane) => {
    for (const [name, script, scriptArgs] of lane) {
      const { code, output } = await check(script, scriptArgs);
      say(`\n== ${name}\n${output.trimEnd()}`);
      if (code !== 0) broken.push(name);
    }
  });
  await Promise.all(lanes);
  // Where all tests run anyway, they need not run twice.
  if (!args.includes("--no-tests")) {
    say("\n== unit tests");
    const { status } = spawnSync(process.execPath, ["lib/testing/run-all.mjs", "unit"], { stdio: "inherit" });
    if (status !== 0) broken.push("unit tests");
  }
  if (broken.length > 0) fail(`Not right yet: ${[...new Set(broken)].join(", ")}.`);
  say("\nAll is right.");
}

/** Becomes the server: one process, so that whoever ends this one has ended all of it. */
async function become(entryArgs, mode) {
  process.env.NODE_ENV = mode;
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  process.setSourceMapsEnabled(true);
  process.argv.splice(2, process.argv.length, ...entryArgs);
  stopWithParent();
  await import(pathToFileURL(path.resolve(".build/main.mjs")).href);
}

/** npm and the shell between don't pass every signal on; when they are gone, we stop as if told to. */
function stopWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.emit("SIGTERM");
  }, 500).unref();
}

checkNode();
install();
await generate();
switch (command) {
  case "start":
  case "demo":
    await bundle();
    await build();
    await become([command, ...args], "production");
    break;
  case "dev":
    await bundle();
    await become(["dev", ...args], "development");
    break;
  case "cli":
    await bundle();
    await become(["cli", ...args], "production");
    break;
  case "build":
    await bundle();
    await build();
    break;
  case "test":
    await bundle();
    await build();
    process.exitCode =
      spawnSync(process.execPath, ["lib/testing/run-all.mjs", ...args], {
        stdio: "inherit",
        env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      }).status ?? 1;
    break;
  case "verify":
    await verify();
    break;
  case "bench":
    await bundle();
    await build();
    process.exitCode =
      spawnSync(
        process.execPath,
        ["--import", "tsx", "--conditions=react-server", `e2e/load/${args[0]}/main.ts`, ...args.slice(1)],
        { stdio: "inherit" },
      ).status ?? 1;
    break;
  default:
    fail(`There is no command "${command}".`);
}
