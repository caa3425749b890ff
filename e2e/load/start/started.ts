import { spawn } from "node:child_process";
import { freePort } from "@/lib/db/embedded";
import { type Footprint, footprint } from "./footprint";

export type Started = {
  /** From the command until the app says that it is ready to serve. */
  readonly readyMs: number;
  memory(): Footprint;
  stop(): Promise<void>;
};

/** Milliseconds between looks, and how long a start with a build may take on a busy machine. */
const LOOK_EVERY = 20;
const READY_WITHIN = 1_200_000;

/** Types `npm start` in the folder, as a person would. @throws when it ends or is not ready in time */
export async function npmStart(folder: string, dataDir: string): Promise<Started> {
  const port = await freePort();
  const { DATABASE_URL: _, ...env } = process.env;
  const started = performance.now();
  const child = spawn("npm", ["start", "--", "--port", String(port), "--data-dir", dataDir], {
    cwd: folder,
    env: { ...env, HOST: "127.0.0.1", LOG_LEVEL: "warn" },
    stdio: ["ignore", "ignore", "pipe"],
    shell: process.platform === "win32",
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const isReady = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/api/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`);
    if (performance.now() - started > READY_WITHIN) throw new Error(`npm start is not ready:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  const readyMs = performance.now() - started;
  return {
    readyMs,
    memory: () => footprint(child.pid as number),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      // The server itself may end a moment after npm.
      const answers = () =>
        fetch(`http://127.0.0.1:${port}/api/health/live`).then(
          () => true,
          () => false,
        );
      while (await answers()) await new Promise((resolve) => setTimeout(resolve, 100));
    },
  };
}
