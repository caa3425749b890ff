import { type ChildProcess, spawn } from "node:child_process";

/** A process of the built server and what it said. */
export type ServerProcess = {
  readonly pid: number;
  /** All of standard output and of standard error so far. */
  output(): string;
  errors(): string;
  /** Waits until standard error matches. @throws when the process ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  hasEnded(): boolean;
  /** The exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
  kill(signal: "SIGTERM" | "SIGKILL"): Promise<number | null>;
};

/** Starts `.build/main.mjs` with the given command. @param loud - passes on what it says, for people to read. */
export function startProcess(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  loud = false,
): ServerProcess {
  const child = spawn(process.execPath, ["--max-semi-space-size=64", ".build/main.mjs", ...args], {
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
    if (loud) process.stderr.write(chunk);
  });
  // "close" comes after the last of its output, "exit" may come before it.
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    pid: child.pid as number,
    output: () => output,
    errors: () => errors,
    said: (pattern) => said(child, exit, () => errors, pattern),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    exit,
    kill: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
}

async function said(
  child: ChildProcess,
  exit: Promise<unknown>,
  errors: () => string,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  let ended = false;
  const end = exit.then(() => {
    ended = true;
  });
  for (;;) {
    const match = pattern.exec(errors());
    if (match) return match;
    if (ended) throw new Error(`the process ended and never said ${pattern}:\n${errors()}`);
    await Promise.race([end, new Promise((resolve) => child.stderr?.once("data", resolve))]);
  }
}
