import { fork } from "node:child_process";
import path from "node:path";
import { ended } from "../../support/instance";

/** The bare listener of `baseline.ts` as a process of its own, on the same database. */
export async function startBaseline(
  databaseUrl: string,
  appSecret: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const child = fork(path.join(import.meta.dirname, "baseline.ts"), [databaseUrl, appSecret], {
    execArgv: ["--import", "tsx"],
  });
  const { port } = await new Promise<{ port: number }>((resolve) =>
    child.once("message", resolve as (message: unknown) => void),
  );
  return { port, stop: () => ended(child) };
}
