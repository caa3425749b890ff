import { fork } from "node:child_process";
import { devNull } from "node:os";
import path from "node:path";

type Told = { readonly status: number; readonly seconds: number };

/**
 * Downloads in a process of its own.
 * @param file - kept nowhere unless it is given: people download to another machine, and here a file would share
 * the disk on which the database flushes its commits.
 * @returns seconds.
 * @throws Error when it breaks off or is answered with another status than 200.
 */
export async function takeDownload(url: string, apiKey: string, file = devNull): Promise<number> {
  const child = fork(path.join(import.meta.dirname, "download.ts"), [url, apiKey, file], {
    execArgv: ["--import", "tsx"],
  });
  const { status, seconds } = await new Promise<Told>((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", (code) => reject(new Error(`The download of ${url} broke off (${code}).`)));
  });
  if (status !== 200) throw new Error(`The download of ${url} was answered with ${status}.`);
  return seconds;
}
